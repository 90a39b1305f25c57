/**
 * Ends the time of tickets (R3.2, R3.3): row, events, photographs, and what devices hold of them. A
 * scope forgets them without a word on each, as every device ends them by the same rule.
 */
import { rm } from 'node:fs/promises';
import { and, eq, isNull, lt, sql, type SQL } from 'drizzle-orm';
import { assert } from '#lib/base/assert.ts';
import { firstDayOf, lastGoneMonth } from '#lib/domain/retention.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { blob, syncFailure, ticket, ticketBlob } from '../db/schema/index.ts';
import { blobPath } from '../files/blob-files.ts';

/** A device that was away for so long has had time to send the command that names its photograph. */
const UNNAMED_BLOBS_LIVE_MS = 60 * 24 * 60 * 60_000;

export type RetentionServices = {
	readonly db: Database;
	readonly filesDir: string;
	readonly now: () => Date;
};

export type Ended = { readonly tickets: number; readonly blobs: number };

/** Repeating it changes nothing; two nodes that do it at once wait for each other's rows. */
export async function endRetention({ db, filesDir, now }: RetentionServices): Promise<Ended> {
	const month = lastGoneMonth(now());
	const before = beginningOf(month + 1);
	const tickets = await db.transaction(async (tx) => {
		await keepCounts(tx, before);
		// Their rows are locked by it, and whoever still wrote into one is waited for.
		const ended = await tx
			.delete(ticket)
			.where(lt(ticket.registeredAt, before))
			.returning({ id: ticket.id });
		// What broke the server lies there whole, and says as much as the ticket would.
		await tx.delete(syncFailure).where(lt(syncFailure.firstAt, before));
		if (ended.length > 0)
			await forget(
				tx,
				ended.map(({ id }) => id),
				month
			);
		return ended.length;
	});
	const blobs = await deleteUnnamed({ db, filesDir, now });
	return { tickets, blobs };
}

/** The first instant of a month in Warsaw. */
const beginningOf = (month: number): SQL =>
	sql`(${firstDayOf(month)}::date::timestamp at time zone 'Europe/Warsaw')`;

/** In the transaction in which they go, and after their rows are locked: each is counted once. */
async function keepCounts(tx: Transaction, before: SQL): Promise<void> {
	await tx.execute(sql`
		with ending as (
			select registered_at at time zone 'Europe/Warsaw' as at, status, state
			from ticket where registered_at < ${before} for update
		)
		insert into ticket_count as known (month, channel, kind, ending, unit, tickets)
		select extract(year from at)::int * 12 + extract(month from at)::int - 1, state->>'channel',
			coalesce(state->>'kind', ''), coalesce(state->>'ending', status),
			coalesce(state->'competent'->>'unitId', ''), count(*)::int
		from ending group by 1, 2, 3, 4, 5
		on conflict (month, channel, kind, ending, unit)
			do update set tickets = known.tickets + excluded.tickets`);
}

/** What the end of a ticket's time would take with it at an instant, or has left behind. */
export type Ending = {
	readonly tickets: number;
	readonly events: number;
	readonly photos: number;
	/** Copies for readers. */
	readonly copies: number;
	/** Acts that broke the server and were put aside whole. */
	readonly putAside: number;
};

/** Counted afterwards this is the proof that nothing is left. */
export async function countEnding(db: Database, now: Date): Promise<Ending> {
	const before = beginningOf(lastGoneMonth(now) + 1);
	const [row] = await db.execute<Ending>(sql`
		with ending as (select id from ticket where registered_at < ${before})
		select (select count(*)::int from ending) as tickets,
			(select count(*)::int from ticket_event where ticket_id in (select id from ending)) as events,
			(select count(*)::int from ticket_blob where ticket_id in (select id from ending)) as photos,
			(select count(*)::int from sync_member member
				where kind = 'ticket' and body is not null
					and (id in (select id from ending) or not exists (select from ticket where ticket.id = member.id))
			) as copies,
			(select count(*)::int from sync_failure where first_at < ${before}) as "putAside"`);
	assert(row, 'counts are one row');
	return row;
}

/**
 * In whatever scope they are: a rule of another day may have put them there. The versions are drawn as
 * the seal draws them: last of all, under the locks of the scopes.
 */
async function forget(tx: Transaction, tickets: readonly string[], month: number): Promise<void> {
	const ids = sql.param(tickets);
	await tx.execute(sql`
		select from sync_scope where id in (
			select scope from sync_member
			where kind = 'ticket' and body is not null and id = any(${ids}::uuid[])
		) order by id for update`);
	await tx.execute(sql`
		with gone as (
			delete from sync_member
			where kind = 'ticket' and body is not null and id = any(${ids}::uuid[])
			returning scope, hash
		), change as (
			select scope, count(*) as rows, sum(hash) as hashes from gone group by scope
		), drawn as (
			update sync_scope scope set
				version = scope.version + 1,
				count = scope.count - change.rows,
				sum = (((scope.sum - change.hashes) % 281474976710656) + 281474976710656)
					% 281474976710656,
				gone_through = greatest(scope.gone_through, ${month})
			from change where scope.id = change.scope
			returning scope.id, scope.version, scope.sum
		)
		insert into sync_history (scope, version, sum) select id, version, sum from drawn`);
}

/** Photographs that no ticket shows any more, or that none ever came to show. */
async function deleteUnnamed({ db, filesDir, now }: RetentionServices): Promise<number> {
	const old = new Date(now().getTime() - UNNAMED_BLOBS_LIVE_MS);
	const unnamed = await db
		.select({ sha256: blob.sha256 })
		.from(blob)
		.leftJoin(ticketBlob, eq(ticketBlob.sha256, blob.sha256))
		.where(and(isNull(ticketBlob.ticketId), lt(blob.uploadedAt, old)));
	let deleted = 0;
	for (const { sha256 } of unnamed) {
		// Under the lock of its row: who names it meanwhile waits, and then finds it gone.
		const isGone = await db.transaction(async (tx) => {
			const [row] = await tx
				.delete(blob)
				.where(
					and(
						eq(blob.sha256, sha256),
						sql`not exists (select from ticket_blob named where named.sha256 = ${sha256})`
					)
				)
				.returning({ sha256: blob.sha256 });
			if (row) await rm(blobPath(filesDir, sha256), { force: true });
			return row !== undefined;
		});
		if (isGone) deleted += 1;
	}
	return deleted;
}
