import { eq } from 'drizzle-orm';
import type { Groups } from '#lib/domain/search/own-words.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { searchWords } from '../db/schema/index.ts';

export type OwnWords = {
	readonly groups: Groups;
	/** Which state of them this is; 0 before the first. */
	readonly revision: number;
};

export async function readOwnWords(db: Database | Transaction): Promise<OwnWords> {
	const [row] = await db.select().from(searchWords);
	return { groups: row?.groups ?? [], revision: row?.revision ?? 0 };
}

type Saving = { readonly by: string; readonly at: Date };

/** @returns null where somebody else has saved since these were read */
export async function saveOwnWords(
	tx: Transaction,
	{ groups, revision }: OwnWords,
	{ by, at }: Saving
): Promise<OwnWords | null> {
	const row = { groups, revision: revision + 1, savedAt: at, savedBy: by };
	const saved =
		revision === 0
			? await tx.insert(searchWords).values(row).onConflictDoNothing().returning()
			: await tx.update(searchWords).set(row).where(eq(searchWords.revision, revision)).returning();
	return saved.length > 0 ? { groups, revision: row.revision } : null;
}
