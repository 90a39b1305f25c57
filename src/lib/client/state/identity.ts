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

/** Nobody is signed in: the device acts for itself, if it is one of the centre's. The server says the same. */
export function nobodyAt(device: DeviceIdentity | null): Identity {
	if (!device) return ANYBODY;
	const { id, class: deviceClass, placeId } = device;
	return { actor: { type: 'device', id, class: deviceClass, placeId }, device };
}

export const isSame = (one: Identity, other: Identity): boolean =>
	JSON.stringify([one.actor, one.device]) === JSON.stringify([other.actor, other.device]);

export async function rememberedIdentity({ meta }: OutboxDatabase): Promise<Identity> {
	const held = await meta.get('identity');
	return held ? (held.value as Identity) : ANYBODY;
}

export async function rememberIdentity({ meta }: OutboxDatabase, identity: Identity) {
	await meta.put({ key: 'identity', value: identity });
}

/** When somebody last signed in here; the same person doing it again is news too, to every tab. */
export async function signedInAt({ meta }: OutboxDatabase): Promise<number> {
	const held = await meta.get('signedInAt');
	return typeof held?.value === 'number' ? held.value : 0;
}

/** Whoever signed out before is not waited for any more: the server ended that session with this one. */
export async function rememberSignIn(db: OutboxDatabase, identity: Identity): Promise<void> {
	await db.transaction('rw', db.meta, async () => {
		await rememberIdentity(db, identity);
		await db.meta.put({ key: 'signedInAt', value: Date.now() });
		await signOutWasTold(db);
	});
}

const SIGN_OUT = 'signOutUntold';

/**
 * Somebody signed out here and the server does not know yet. Until it does, its word on who is signed
 * in counts for nothing: it would bring them back.
 */
export async function isSignOutUntold({ meta }: OutboxDatabase): Promise<boolean> {
	return (await meta.get(SIGN_OUT)) !== undefined;
}

/** Both or neither: without the second the first would be undone at the next contact. */
export async function rememberSignOut(db: OutboxDatabase, after: Identity): Promise<void> {
	await db.transaction('rw', db.meta, async () => {
		await rememberIdentity(db, after);
		await db.meta.put({ key: SIGN_OUT, value: true });
	});
}

export async function signOutWasTold({ meta }: OutboxDatabase): Promise<void> {
	await meta.delete(SIGN_OUT);
}
