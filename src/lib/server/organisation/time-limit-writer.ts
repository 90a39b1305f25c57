import { randomUUID } from 'node:crypto';
import { and, eq, isNull, type SQL } from 'drizzle-orm';
import type { PgColumn } from 'drizzle-orm/pg-core';
import type { Allowance, Limited, TimeLimit } from '#lib/domain/org/time-limits.ts';
import { timeLimitText } from '#lib/sync/rows.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { category, timeLimit, unit } from '../db/schema/index.ts';
import { recordChanges } from '../sync/change-log.ts';

export const TIME_LIMIT_SCOPE = 'ref:staff';

export const listTimeLimits = (db: Database | Transaction): Promise<readonly TimeLimit[]> =>
	db.select().from(timeLimit);

/**
 * Says how long may be taken, in place of what was said before for the same unit and category, and tells
 * every member of staff's device (R15.1).
 * @returns null where there is no such unit or category
 */
export async function setTimeLimit(
	tx: Transaction,
	wanted: Limited & Allowance
): Promise<TimeLimit | null> {
	if (!(await isThere(tx, unit, wanted.unitId))) return null;
	if (!(await isThere(tx, category, wanted.categoryId))) return null;
	const { takeOnHours, reportHours } = wanted;
	const [row] = await tx
		.insert(timeLimit)
		.values({ id: randomUUID(), ...wanted })
		.onConflictDoUpdate({
			target: [timeLimit.unitId, timeLimit.categoryId],
			set: { takeOnHours, reportHours }
		})
		.returning();
	if (!row) return null;
	await recordChanges(tx, [
		{ scope: TIME_LIMIT_SCOPE, kind: 'timeLimit', id: row.id, body: timeLimitText(row) }
	]);
	return row;
}

/** What is less exact counts from then on. Done again it changes nothing. */
export async function removeTimeLimit(tx: Transaction, id: string): Promise<void> {
	const gone = await tx.delete(timeLimit).where(eq(timeLimit.id, id)).returning();
	if (gone.length > 0)
		await recordChanges(tx, [{ scope: TIME_LIMIT_SCOPE, kind: 'timeLimit', id, body: null }]);
}

type Referred = typeof unit | typeof category;

async function isThere(tx: Transaction, table: Referred, id: string | null): Promise<boolean> {
	if (id === null) return true;
	const asked: SQL | undefined =
		table === unit ? and(eq(unit.id, id), isNull(unit.parentId)) : eq(idOf(table), id);
	const found = await tx
		.select({ id: idOf(table) })
		.from(table)
		.where(asked);
	return found.length > 0;
}

const idOf = (table: Referred): PgColumn => table.id;
