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

/** Who works here, since which change of hands: what was asked about one before is known to be old. */
export type Handover = { readonly identity: Identity; readonly count: number };

export function whoWorksHere(db: OutboxDatabase): Promise<Handover> {
	return db.transaction('r', db.meta, async () => {
		const [identity, count] = await db.meta.bulkGet(['identity', 'handover']);
		return {
			identity: identity ? (identity.value as Identity) : ANYBODY,
			count: typeof count?.value === 'number' ? count.value : 0
		};
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

/** Signing in again as the same person is a handover too: every tab hears of it. */
export function rememberSignIn(db: OutboxDatabase, identity: Identity): Promise<Handover> {
	return db.transaction('rw', db.meta, async () => {
		// The server ended the session of whoever signed out before with this one.
		await db.meta.delete(SIGN_OUT);
		return handOver(db, identity);
	});
}

/** Both or neither: without the second the first would be undone at the next contact. */
export function rememberSignOut(db: OutboxDatabase): Promise<Handover> {
	return db.transaction('rw', db.meta, async () => {
		const { identity } = await whoWorksHere(db);
		await db.meta.put({ key: SIGN_OUT, value: true });
		return handOver(db, nobodyAt(identity.device));
	});
}

/** The server heard of the sign-out that made this handover; a later one it has yet to hear of. */
export function signOutWasTold(db: OutboxDatabase, { count }: Handover): Promise<void> {
	return db.transaction('rw', db.meta, async () => {
		if ((await whoWorksHere(db)).count === count) await db.meta.delete(SIGN_OUT);
	});
}

/** This device was enrolled; whoever is signed in stays so. */
export function rememberDevice(db: OutboxDatabase, device: DeviceIdentity): Promise<Handover> {
	return db.transaction('rw', db.meta, async () => {
		const { actor } = (await whoWorksHere(db)).identity;
		const { placeId } = device;
		return handOver(
			db,
			actor.type === 'staff' ? { actor: { ...actor, placeId }, device } : nobodyAt(device)
		);
	});
}

/**
 * What the server says of who works here, taken only if that is still who it was asked about: in any
 * tab somebody may have signed in or out while the answer was on its way.
 *
 * @returns null when the answer is old
 */
export function rememberTold(
	db: OutboxDatabase,
	told: Identity,
	asked: Handover
): Promise<Handover | null> {
	return db.transaction('rw', db.meta, async () => {
		const now = await whoWorksHere(db);
		if (now.count !== asked.count || (await isSignOutUntold(db))) return null;
		return isSame(told, now.identity) ? now : handOver(db, told);
	});
}

async function handOver(db: OutboxDatabase, identity: Identity): Promise<Handover> {
	// Grows also across a store that was deleted: other tabs still know the last count of before.
	const count = Math.max((await whoWorksHere(db)).count + 1, Date.now());
	await db.meta.bulkPut([
		{ key: 'identity', value: identity },
		{ key: 'handover', value: count }
	]);
	return { identity, count };
}
