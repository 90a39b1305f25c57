/**
 * Ends the time of tickets (R3.2, R3.3): row, events, photographs, and what devices hold of them. A month
 * goes whole, by dropping its parts of the tables; a scope forgets it without a word on each ticket, as
 * every device ends it by the same rule.
 */
import { setTimeout as pause } from 'node:timers/promises';
import { and, eq, gt, isNull, lt, lte, sql, type SQL } from 'drizzle-orm';
import { assert } from '#lib/base/assert.ts';
import { firstDayOf, lastGoneMonth } from '#lib/domain/retention.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { isContention } from '../db/faults.ts';
import { blob, letter, syncFailure, ticketBlob, type BlobDrawn } from '../db/schema/index.ts';
import { filesOf } from '../files/blob-files.ts';
import { BETWEEN_FILES_MS, FILES_AT_ONCE, unlinkAll } from '../files/unlink-all.ts';
import { endRecordings } from '../recordings/recording-store.ts';
import { holdMonths, listMonths } from './months.ts';

/** A device that was away for so long has had time to send the command that names its photograph. */
const UNNAMED_BLOBS_LIVE_MS = 60 * 24 * 60 * 60_000;

/** Who reads or writes is done sooner than this; whoever is not must not hold up the others through us. */
const LOCK_TIMEOUT_MS = 300;
/**
 * Nobody but whoever still acts on the month that is over waits for its own parts. Long enough for a vacuum of
 * one of them to give way, which it does after a second.
 */
const PATIENT_MS = 2500;
const ATTEMPTS = 10;
const PAUSE_MS = 100;

export type RetentionServices = {
	readonly db: Database;
	readonly filesDir: string;
	readonly now: () => Date;
};

export type Ended = { readonly tickets: number; readonly blobs: number };

/** Repeating it changes nothing; of two nodes that do it at once, one finds it done. */
export async function endRetention(services: RetentionServices): Promise<Ended> {
	const { db, now } = services;
	const last = lastGoneMonth(now());
	let tickets = 0;
	for (const month of await goneMonths(db, 'ticket', last)) tickets += await endMonth(db, month);
	// What broke the server lies there whole, and says as much as the ticket would.
	await db.delete(syncFailure).where(lt(syncFailure.firstAt, beginningOf(last + 1)));
	for (const month of await goneMonths(db, 'chat', last)) await dropParts(db, month, TALKS);
	await endRecordings(services, last);
	// Asked for by themselves: an end that was broken off here is gone on with.
	const shown = await goneMonths(db, 'ticket_blob', last);
	const blobs = shown.length > 0 ? await deletePhotos(services, last) : 0;
	for (const month of shown) await dropParts(db, month, PHOTOS);
	return { tickets, blobs: blobs + (await deleteUnnamed(services, last)) };
}

const goneMonths = async (db: Database, table: string, last: number): Promise<readonly number[]> =>
	(await listMonths(db, table)).filter((month) => month <= last);

/** The first instant of a month in Warsaw. */
const beginningOf = (month: number): SQL =>
	sql`(${firstDayOf(month)}::date::timestamp at time zone 'Europe/Warsaw')`;

/**
 * As many times as it takes until nobody is in the way: while it waits for a lock all others wait for it,
 * so it does not wait for long. Whoever else makes or ends months waits from the beginning, and then finds
 * what there is.
 */
async function withLocks<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
	for (let attempt = 1; ; attempt += 1)
		try {
			return await db.transaction(async (tx) => {
				await waitForLocks(tx, PATIENT_MS);
				await holdMonths(tx);
				return work(tx);
			});
		} catch (fault) {
			if (attempt >= ATTEMPTS || !isContention(fault)) throw fault;
			await pause(PAUSE_MS * attempt);
		}
}

async function waitForLocks(tx: Transaction, longestMs: number): Promise<void> {
	await tx.execute(sql`select set_config('lock_timeout', ${`${longestMs}ms`}, true)`);
}

/**
 * Counts are kept, scopes forget, parts are dropped: all or nothing. What takes time is counted while only
 * those wait who write into that month; then all wait, for a moment. Locks are taken in the order in which
 * a push takes them: tickets, scopes, what the scopes hold.
 * @returns how many tickets it had
 */
function endMonth(db: Database, month: number): Promise<number> {
	return withLocks(db, async (tx) => {
		if (!(await listMonths(tx)).includes(month)) return 0;
		const parts = ENDING.map((table) => partOf(table, month));
		await tx.execute(sql`lock table ${sql.join(parts, sql`, `)} in share mode`);
		const tickets = await keepCounts(tx, month);
		await addUp(tx, month);
		await waitForLocks(tx, LOCK_TIMEOUT_MS);
		// Without the parts of other months: one that is just being vacuumed gives way only after a second.
		await tx.execute(sql`lock table only ticket, only ticket_event in access exclusive mode`);
		await forget(tx, month);
		await tx.delete(letter).where(eq(letter.month, month));
		await tx.execute(sql`drop table ${sql.join(parts, sql`, `)}`);
		return tickets;
	});
}

/** In the order in which a push comes to them. */
const ENDING = ['ticket', 'ticket_event', 'sync_member'] as const;

const partOf = (table: string, month: number): SQL => sql`${sql.identifier(`${table}_${month}`)}`;

const TALKS = ['chat_line', 'chat'] as const;
/** Of what was shown; by then nothing is in it any more. */
const PHOTOS = ['ticket_blob'] as const;

function dropParts(db: Database, month: number, tables: readonly string[]): Promise<void> {
	const parts = tables.map((table) => partOf(table, month));
	return withLocks(db, async (tx) => {
		if (!(await listMonths(tx, tables.at(-1))).includes(month)) return;
		await tx.execute(sql`lock table ${sql.join(parts, sql`, `)} in access exclusive mode`);
		await waitForLocks(tx, LOCK_TIMEOUT_MS);
		await tx.execute(sql`drop table ${sql.join(parts, sql`, `)}`);
	});
}

/** Under the lock of the month's tickets: each is counted once. */
async function keepCounts(tx: Transaction, month: number): Promise<number> {
	const [row] = await tx.execute<{ tickets: number }>(sql`
		with counted as (
			insert into ticket_count as known (month, channel, kind, ending, unit, tickets)
			select ${month}::int, channel, coalesce(kind, ''), coalesce(ending, status),
				coalesce(unit, ''), count(*)::int
			from ${partOf('ticket', month)} group by 1, 2, 3, 4, 5
			on conflict (month, channel, kind, ending, unit)
				do update set tickets = known.tickets + excluded.tickets
		)
		select count(*)::int as tickets from ${partOf('ticket', month)}`);
	assert(row, 'a count is one row');
	return row.tickets;
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
	/** In the chat: those that became tickets with their month, the others with that of their start. */
	readonly talks: number;
	/** Of calls; likewise. */
	readonly recordings: number;
};

/** Counted afterwards this is the proof that nothing is left. */
export async function countEnding(db: Database, now: Date): Promise<Ending> {
	const last = lastGoneMonth(now);
	const [row] = await db.execute<Ending>(sql`
		select (select count(*)::int from ticket
				where month <= ${last} or registered_at < ${beginningOf(last + 1)}) as tickets,
			(select count(*)::int from ticket_event event
				where month <= ${last} or not exists (
					select from ticket where ticket.id = event.ticket_id and ticket.month = event.month)
			) as events,
			(select count(*)::int from ticket_blob photo
				where month <= ${last} or not exists (
					select from ticket where ticket.id = photo.ticket_id and ticket.month = photo.month)
			) as photos,
			(select count(*)::int from sync_member member
				where kind = 'ticket' and body is not null
					and (month <= ${last} or not exists (select from ticket
						where ticket.id = member.id and ticket.month = member.month))
			) as copies,
			(select count(*)::int from sync_failure
				where first_at < ${beginningOf(last + 1)}) as "putAside",
			(select count(*)::int from chat
				where month <= ${last} or (ticket_id is null and started_at < ${beginningOf(last + 1)})
					or (ticket_id is not null and not exists (select from ticket
						where ticket.id = chat.ticket_id and ticket.month = chat.month))) as talks,
			(select count(*)::int from recording
				where month <= ${last} or (ticket_id is not null and not exists (select from ticket
					where ticket.id = recording.ticket_id and ticket.month = recording.month))) as recordings`);
	assert(row, 'counts are one row');
	return row;
}

/** What the month is in each scope: in whatever scope its tickets are, by the rule of whatever day. */
async function addUp(tx: Transaction, month: number): Promise<void> {
	await tx.execute(sql`
		create temporary table ending_month on commit drop as
		select scope, count(body) as rows, coalesce(sum(hash) filter (where body is not null), 0) as hashes
		from ${partOf('sync_member', month)} group by scope`);
}

/** The versions are drawn as the seal draws them: last of all, under the locks of the scopes. */
async function forget(tx: Transaction, month: number): Promise<void> {
	await tx.execute(sql`
		select from sync_scope where id in (select scope from ending_month) order by id for update`);
	await tx.execute(sql`lock table only sync_member in access exclusive mode`);
	await tx.execute(sql`
		with drawn as (
			update sync_scope scope set
				version = scope.version + 1,
				count = scope.count - ending.rows,
				sum = (((scope.sum - ending.hashes) % 281474976710656) + 281474976710656)
					% 281474976710656,
				gone_through = greatest(scope.gone_through, ${month}::int)
			from ending_month ending where scope.id = ending.scope and ending.rows > 0
			returning scope.id, scope.version, scope.sum
		)
		insert into sync_history (scope, version, sum) select id, version, sum from drawn`);
}

/** What tickets that are gone have shown, unless one that is not shows it too. */
async function deletePhotos(services: RetentionServices, last: number): Promise<number> {
	let deleted = 0;
	for (let from = ''; ;) {
		const named = await services.db
			.selectDistinct({ sha256: ticketBlob.sha256 })
			.from(ticketBlob)
			.where(and(lte(ticketBlob.month, last), gt(ticketBlob.sha256, from)))
			.orderBy(ticketBlob.sha256)
			.limit(FILES_AT_ONCE);
		const hashes = named.map(({ sha256 }) => sha256);
		deleted += await deleteBlobs(services, { hashes, last });
		from = hashes.at(-1) ?? '';
		if (hashes.length < FILES_AT_ONCE) return deleted;
		await pause(BETWEEN_FILES_MS);
	}
}

/** Photographs that no ticket ever came to show. */
async function deleteUnnamed(services: RetentionServices, last: number): Promise<number> {
	const old = new Date(services.now().getTime() - UNNAMED_BLOBS_LIVE_MS);
	let deleted = 0;
	for (let from = ''; ;) {
		const unnamed = await services.db
			.select({ sha256: blob.sha256 })
			.from(blob)
			.leftJoin(ticketBlob, eq(ticketBlob.sha256, blob.sha256))
			.where(and(isNull(ticketBlob.ticketId), lt(blob.uploadedAt, old), gt(blob.sha256, from)))
			.orderBy(blob.sha256)
			.limit(FILES_AT_ONCE);
		const hashes = unnamed.map(({ sha256 }) => sha256);
		deleted += await deleteBlobs(services, { hashes, last });
		from = hashes.at(-1) ?? '';
		if (hashes.length < FILES_AT_ONCE) return deleted;
		await pause(BETWEEN_FILES_MS);
	}
}

/**
 * Those that no ticket of a later month shows. Their rows are locked first and only then looked for: who
 * names one meanwhile either came before, and is seen, or waits, and then finds it gone. The files go
 * before the commit, as a row without its file can be found again and a file without its row cannot.
 */
function deleteBlobs(
	{ db, filesDir }: RetentionServices,
	{ hashes, last }: { readonly hashes: readonly string[]; readonly last: number }
): Promise<number> {
	if (hashes.length === 0) return Promise.resolve(0);
	const these = sql`sha256 = any(${sql.param(hashes)}::text[])`;
	return db.transaction(async (tx) => {
		await tx.execute(sql`select from blob where ${these} order by sha256 for update`);
		const gone = await tx.execute<{ sha256: string; drawn: BlobDrawn }>(sql`
			delete from blob where ${these} and not exists (
				select from ticket_blob named where named.sha256 = blob.sha256 and named.month > ${last})
			returning sha256, drawn`);
		await unlinkAll(gone.flatMap(({ sha256, drawn }) => filesOf(filesDir, sha256, drawn)));
		return gone.length;
	});
}
