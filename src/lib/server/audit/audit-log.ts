/** Who listened to what and why, and who deleted it: ids and chosen words, kept for two years (KRI). */
import { desc, lt } from 'drizzle-orm';
import type { Database } from '../db/connection.ts';
import { auditEntry, type Audited } from '../db/schema/index.ts';

const KEPT_MS = 2 * 366 * 24 * 60 * 60_000;
/** One page of it; the next one begins before its last entry. */
export const ENTRIES = 100;

export type AuditView = {
	readonly id: string;
	/** ISO 8601 UTC. */
	readonly at: string;
	readonly person: string;
	readonly action: Audited;
	/** Of the recording. */
	readonly subject: string;
	readonly reason: string;
};

/** @param before ISO 8601; null for the latest */
export async function listAudit(
	db: Database,
	before: string | null
): Promise<readonly AuditView[]> {
	const rows = await db
		.select()
		.from(auditEntry)
		.where(before === null ? undefined : lt(auditEntry.at, new Date(before)))
		.orderBy(desc(auditEntry.at), desc(auditEntry.id))
		.limit(ENTRIES);
	return rows.map(({ id, at, personName, action, subject, reason }) => ({
		...{ id, action, subject, reason },
		at: at.toISOString(),
		person: personName
	}));
}

export async function deleteOldAudit(db: Database, now: Date): Promise<void> {
	await db.delete(auditEntry).where(lt(auditEntry.at, new Date(now.getTime() - KEPT_MS)));
}
