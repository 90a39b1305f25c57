import { and, eq, sql } from 'drizzle-orm';
import { assert } from '#lib/base/assert.ts';
import type { Refusal } from '#lib/domain/ticket/refusals.ts';
import type { Command } from '#lib/sync/protocol.ts';
import { sealedIn } from '#lib/sync/sealed.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { syncCommand, syncFailure } from '../db/schema/index.ts';
import { nameFault } from '../log.ts';

/** After this many faults a command is put aside, whole, so that what comes after it can go on … */
const ATTEMPTS = 5;
/** … but not before this: a server that is broken for minutes after an update breaks every command. */
const FAULTY_FOR_MINUTES = 10;

/**
 * Counts a fault of the server on a command, in a transaction of its own, and puts the command aside
 * at the last one, with its payload and an outcome that the device is told from then on.
 * @returns whether it is put aside now
 */
export async function noteFailure(
	db: Database,
	{ client, command }: { readonly client: string; readonly command: Command },
	fault: unknown
): Promise<boolean> {
	const error = nameFault(fault);
	const { id, seq, subject, name } = command;
	const isOld = sql`${syncFailure.lastAt} < now() - interval '1 hour'`;
	return db.transaction(async (tx) => {
		const [row] = await tx
			.insert(syncFailure)
			.values({ client, seq, attempts: 1, error })
			.onConflictDoUpdate({
				target: [syncFailure.client, syncFailure.seq],
				set: {
					// A fault that came back after an hour is another one.
					attempts: sql`case when ${isOld} then 1 else ${syncFailure.attempts} + 1 end`,
					firstAt: sql`case when ${isOld} then now() else ${syncFailure.firstAt} end`,
					error,
					lastAt: sql`now()`
				}
			})
			.returning({
				attempts: syncFailure.attempts,
				isLasting: sql<boolean>`now() - ${syncFailure.firstAt} >= make_interval(mins => ${FAULTY_FOR_MINUTES})`
			});
		assert(row, 'an upsert returns its row');
		if (row.attempts < ATTEMPTS || !row.isLasting) return false;
		await tx
			.update(syncFailure)
			.set({ quarantined: true, command })
			.where(and(eq(syncFailure.client, client), eq(syncFailure.seq, seq)));
		await tx
			.insert(syncCommand)
			.values({ client, seq, id, subject, name, outcome: { status: 'quarantined' } })
			.onConflictDoNothing();
		return true;
	});
}

export type Aside = {
	readonly command: Command;
	/** Why it was not carried out; null for what nobody here can read. */
	readonly refusal: Refusal | null;
};

/** Keeps a command whole, for a person to look at. */
export async function putAside(
	tx: Transaction,
	client: string,
	{ command, refusal }: Aside
): Promise<void> {
	const form = `${command.name}@${String(command.version)}`;
	const unread = sealedIn(command.args) ? 'does not open' : 'unknown form';
	const error = refusal ? `refused (${refusal.code}): ${form}` : `${unread}: ${form}`;
	await tx
		.insert(syncFailure)
		.values({ client, seq: command.seq, attempts: 0, quarantined: true, error, command })
		.onConflictDoUpdate({
			target: [syncFailure.client, syncFailure.seq],
			set: { quarantined: true, error, command }
		});
}
