import type { Actor } from '#lib/domain/org/roles.ts';
import type { OutboxDatabase } from '../db/outbox-database.ts';

export type DeviceIdentity = {
	readonly id: string;
	readonly class: 'kiosk' | 'tablet' | 'phone' | 'desktop';
	readonly name: string;
	readonly placeId: string;
};

/** Who this device works for, remembered so that it starts without a network too. */
export type Identity = { readonly actor: Actor; readonly device: DeviceIdentity | null };

export const ANYBODY: Identity = { actor: { type: 'anonymous' }, device: null };

export async function rememberedIdentity({ meta }: OutboxDatabase): Promise<Identity> {
	const held = await meta.get('identity');
	return held ? (held.value as Identity) : ANYBODY;
}

export async function rememberIdentity({ meta }: OutboxDatabase, identity: Identity) {
	await meta.put({ key: 'identity', value: identity });
}
