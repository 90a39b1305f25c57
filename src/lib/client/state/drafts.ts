import { againIfClosed } from '../db/closed.ts';
import type { OutboxDatabase } from '../db/outbox-database.ts';

/** What somebody was typing, kept under their own name until they send it or throw it away. */
export type Drafts = {
	readonly load: (key: string) => Promise<unknown>;
	readonly save: (key: string, value: unknown) => Promise<void>;
	readonly drop: (key: string) => Promise<void>;
};

/** @param now by which clock a draft says when it was last touched */
export function draftsOf(db: OutboxDatabase, owner: string, now: () => Promise<Date>): Drafts {
	const { drafts } = db;
	return {
		load: async (key) => (await againIfClosed(db, () => drafts.get([owner, key])))?.value,
		save: async (key, value) => {
			await againIfClosed(db, async () => {
				await drafts.put({ owner, key, value, savedAt: (await now()).toISOString() });
			});
		},
		drop: async (key) => {
			await drafts.delete([owner, key]);
		}
	};
}

/**
 * Drafts are about tickets, and are over when those are. @param before a day, RRRR-MM-DD; what was
 * last touched on an earlier one goes
 */
export async function deleteOldDrafts({ drafts }: OutboxDatabase, before: string): Promise<void> {
	await drafts.filter(({ savedAt }) => savedAt < before).delete();
}
