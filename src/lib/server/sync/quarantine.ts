import { and, eq, sql } from 'drizzle-orm';
import { assert } from '#lib/base/assert.ts';
import type { Database } from '../db/connection.ts';
import { syncCommand, syncFailure } from '../db/schema/index.ts';
import { nameFault } from '../log.ts';
import type { Application } from './apply-command.ts';

/** After this many faults a command is put aside, whole, so that what comes after it can go on. */
const ATTEMPTS = 5;

export const isQuarantined = (attempts: number): boolean => attempts >= ATTEMPTS;

/**
 * Counts a fault of the server on a command, in a transaction of its own, and puts the command aside
 * at the last one, with its payload and an outcome that the device is told from then on.
 * @returns how often it has failed
 */
export async function noteFailure(
	db: Database,
	{ client, command }: Omit<Application, 'now'>,
	fault: unknown
): Promise<number> {
	const error = nameFault(fault);
	const { id, seq, subject, name } = command;
	return db.transaction(async (tx) => {
		const [row] = await tx
			.insert(syncFailure)
			.values({ client, seq, attempts: 1, error })
			.onConflictDoUpdate({
				target: [syncFailure.client, syncFailure.seq],
				set: { attempts: sql`${syncFailure.attempts} + 1`, error, lastAt: sql`now()` }
			})
			.returning({ attempts: syncFailure.attempts });
		assert(row, 'an upsert returns its row');
		if (!isQuarantined(row.attempts)) return row.attempts;
		await tx
			.update(syncFailure)
			.set({ quarantined: true, command })
			.where(and(eq(syncFailure.client, client), eq(syncFailure.seq, seq)));
		await tx
			.insert(syncCommand)
			.values({ client, seq, id, subject, name, outcome: { status: 'quarantined' } })
			.onConflictDoNothing();
		return row.attempts;
	});
}
