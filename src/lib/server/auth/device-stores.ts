/**
 * What devices say of their own stores: how much waits on which, and that one is gone. A browser may
 * delete everything it keeps for the app; what had not been sent goes with it, and somebody has to know.
 */
import { and, eq, ne, sql } from 'drizzle-orm';
import type { Database } from '../db/connection.ts';
import { deviceStore, person } from '../db/schema/index.ts';

export type HeldCommands = {
	/** The owner key of a person, or of the device where nobody signs in. */
	readonly owner: string;
	readonly waiting: number;
	/** ISO 8601; when the oldest of what waits was written. Null where nothing does. */
	readonly waitingSince: string | null;
};
/** @param store made with the store: another one says that the one before is gone */
export type StoreReport = { readonly store: string; readonly held: readonly HeldCommands[] };

export function noteStore(
	db: Database,
	{ deviceId, at }: { deviceId: string; at: Date },
	{ store, held }: StoreReport
): Promise<void> {
	return db.transaction(async (tx) => {
		// All that the one before held is gone with it, whoever it was of.
		await tx
			.update(deviceStore)
			.set({
				...{ store, waiting: 0, waitingSince: null },
				...{ lostAt: at, lostWaiting: sql`${deviceStore.waiting}` }
			})
			.where(and(eq(deviceStore.deviceId, deviceId), ne(deviceStore.store, store)));
		for (const { owner, waiting, waitingSince } of held) {
			const row = {
				...{ store, waiting, seenAt: at },
				waitingSince: waitingSince === null ? null : new Date(waitingSince)
			};
			await tx
				.insert(deviceStore)
				.values({ deviceId, owner, ...row })
				.onConflictDoUpdate({ target: [deviceStore.deviceId, deviceStore.owner], set: row });
		}
	});
}

export type ListedStore = Omit<HeldCommands, 'owner'> & {
	/** Whose it is; null where nobody signs in. */
	readonly person: string | null;
	readonly lostAt: string | null;
	readonly lostWaiting: number;
};

/** By device. */
export async function listStores(
	db: Database
): Promise<ReadonlyMap<string, readonly ListedStore[]>> {
	const rows = await db
		.select({
			deviceId: deviceStore.deviceId,
			person: person.name,
			waiting: deviceStore.waiting,
			waitingSince: deviceStore.waitingSince,
			lostAt: deviceStore.lostAt,
			lostWaiting: deviceStore.lostWaiting
		})
		.from(deviceStore)
		.leftJoin(person, eq(sql`'person:' || ${person.id}`, deviceStore.owner))
		.orderBy(deviceStore.deviceId, deviceStore.owner);
	const stores = new Map<string, ListedStore[]>();
	for (const { deviceId, waitingSince, lostAt, ...row } of rows)
		stores.set(deviceId, [
			...(stores.get(deviceId) ?? []),
			{
				...row,
				waitingSince: waitingSince?.toISOString() ?? null,
				lostAt: lostAt?.toISOString() ?? null
			}
		]);
	return stores;
}
