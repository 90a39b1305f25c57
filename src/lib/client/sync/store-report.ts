/**
 * Tells the centre what waits on an enrolled device, and under which store: when the browser has deleted
 * it all, the next report comes from another one, and somebody learns how much went with it.
 */
import type { OutboxDatabase } from '../db/outbox-database.ts';

export type StoreReport = {
	readonly store: string;
	/** Of whoever works here, and of everybody whose commands wait for them to come back. */
	readonly held: readonly {
		readonly owner: string;
		readonly waiting: number;
		/** ISO 8601; null where nothing waits. */
		readonly waitingSince: string | null;
	}[];
};

/** Said again after this, so that a device that has gone quiet can be told from one at rest. */
const SAID_FOR_MS = 60 * 60_000;

type Ports = {
	readonly db: OutboxDatabase;
	readonly owner: string;
	readonly newId: () => string;
	readonly now: () => number;
	readonly tell: (report: StoreReport) => Promise<void>;
};

/** @returns what tells, where there is something to tell; it fails when the centre cannot be told */
export function storeReporter({ db, owner, newId, now, tell }: Ports): () => Promise<void> {
	let said = '';
	let saidAt = -Infinity;
	return async () => {
		const report = await reportOf(db, owner, newId);
		const text = JSON.stringify(report);
		if (text === said && now() - saidAt < SAID_FOR_MS) return;
		await tell(report);
		said = text;
		saidAt = now();
	};
}

function reportOf(db: OutboxDatabase, owner: string, newId: () => string): Promise<StoreReport> {
	return db.transaction('rw', db.meta, db.commands, async () => {
		const known = await db.meta.get('store');
		const store = typeof known?.value === 'string' ? known.value : newId();
		if (!known) await db.meta.put({ key: 'store', value: store });
		const waiting = Map.groupBy(
			(await db.commands.toArray()).filter(({ outcome }) => outcome === null),
			(entry) => entry.owner
		);
		const held = [...new Set([owner, ...waiting.keys()])].map((one) => {
			const times = (waiting.get(one) ?? []).map(({ command }) => command.capturedAt).sort();
			return { owner: one, waiting: times.length, waitingSince: times[0] ?? null };
		});
		return { store, held };
	});
}
