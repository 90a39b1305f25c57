import { desc, eq, sql } from 'drizzle-orm';
import type { TermsApproval, TermsVersion } from '#lib/domain/org/portal-terms.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { portalTerms, portalTermsDraft } from '../db/schema/index.ts';

export type TermsDraft = {
	readonly text: string;
	/** ISO 8601 UTC; it also says which state of the draft this is. */
	readonly savedAt: string;
	readonly savedBy: string;
};

/** What somebody does, under which name and when. */
type Act = { readonly by: string; readonly at: Date };

/** Every approved version without its text, the newest first. */
export async function listApprovals(db: Database | Transaction): Promise<readonly TermsApproval[]> {
	const { version, approvedAt, approvedBy } = portalTerms;
	const rows = await db
		.select({ version, approvedAt, approvedBy })
		.from(portalTerms)
		.orderBy(desc(version));
	return rows.map((row) => ({ ...row, approvedAt: row.approvedAt.toISOString() }));
}

/** @param version null for the one in force */
export async function readTerms(
	db: Database,
	version: number | null
): Promise<TermsVersion | null> {
	const [row] = await db
		.select()
		.from(portalTerms)
		.where(version === null ? undefined : eq(portalTerms.version, version))
		.orderBy(desc(portalTerms.version))
		.limit(1);
	return row ? { ...row, approvedAt: row.approvedAt.toISOString() } : null;
}

export async function readDraft(db: Database): Promise<TermsDraft | null> {
	const [row] = await db.select().from(portalTermsDraft);
	return row ? draftOf(row) : null;
}

/**
 * @param since the draft that this one was made from; null where there was none
 * @returns null when somebody else has saved another one since
 */
export async function saveDraft(
	tx: Transaction,
	{ text, since }: { readonly text: string; readonly since: string | null },
	{ by, at }: Act
): Promise<TermsDraft | null> {
	if (!(await isStill(tx, since))) return null;
	const row = { text, savedAt: at, savedBy: by };
	await tx
		.insert(portalTermsDraft)
		.values(row)
		.onConflictDoUpdate({ target: portalTermsDraft.single, set: row });
	return draftOf(row);
}

/**
 * Makes the draft the next version, in force at once.
 * @param seen the draft that was read and is approved, and no other
 * @returns null when it is no longer the draft
 */
export async function approveDraft(
	tx: Transaction,
	seen: string,
	{ by, at }: Act
): Promise<TermsVersion | null> {
	if (!(await isStill(tx, seen))) return null;
	const [draft] = await tx.delete(portalTermsDraft).returning();
	if (!draft) return null;
	const [row] = await tx
		.insert(portalTerms)
		.values({
			version: sql`(select coalesce(max(version), 0) + 1 from portal_terms)`,
			text: draft.text,
			approvedAt: at,
			approvedBy: by
		})
		.returning();
	return row ? { ...row, approvedAt: row.approvedAt.toISOString() } : null;
}

/** One at a time: whoever comes second sees what the first one did. */
async function isStill(tx: Transaction, savedAt: string | null): Promise<boolean> {
	await tx.execute(sql`lock table portal_terms_draft in exclusive mode`);
	const [row] = await tx.select().from(portalTermsDraft);
	return (row?.savedAt.toISOString() ?? null) === savedAt;
}

const draftOf = ({
	text,
	savedAt,
	savedBy
}: Omit<typeof portalTermsDraft.$inferSelect, 'single'>): TermsDraft => ({
	text,
	savedAt: savedAt.toISOString(),
	savedBy
});
