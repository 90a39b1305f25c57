/** Two months full of tickets: a few true histories, and as many copies of them as it takes. */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { assert } from '#lib/base/assert.ts';
import { firstDayOf, monthOf, RETENTION_FULL_MONTHS } from '#lib/domain/retention.ts';
import { blobPath } from '#lib/server/files/blob-files.ts';
import { recordingPath } from '#lib/server/recordings/recording-store.ts';
import { push } from '#lib/server/sync/push.ts';
import { makeMonths } from '#lib/server/tickets/months.ts';
import type { Command } from '#lib/sync/protocol.ts';
import type { Node } from './node.ts';
import { Store } from './store.ts';

const SAMPLES = 200;
/** One in three has a photograph. */
const PHOTO_EACH = 3;
const PHOTO_BYTES = 4000;
/** One in five came by the chat, one in five was a call that is kept. */
const TALK_EACH = 5;
const LINES = 12;

export type Filled = {
	readonly month: number;
	/** An instant at which that month is over, and the running one is not. */
	readonly later: Date;
	/** Of its photographs and recordings. */
	readonly files: readonly string[];
};

/** The oldest month that is still kept, and the running one. */
export async function fillMonths(node: Node, tickets: number): Promise<Filled> {
	const now = new Date();
	const month = monthOf(now) - RETENTION_FULL_MONTHS;
	const unitId = randomUUID();
	await node.writer.sql`insert into unit (id, code, name, short_name, kind)
		values (${unitId}, 'A', 'A', 'A', 'unit')`;
	await makeMonths(node.writer.db, [month, monthOf(now)]);
	const ending = await fill(node, {
		tickets,
		unitId,
		at: new Date(`${firstDayOf(month)}T12:00:00Z`),
		// Hardly anything is still open after half a year; what is would be announced and escalated meanwhile.
		ended: true
	});
	await fill(node, { tickets, unitId, at: now, ended: false });
	await countScopes(node);
	const photos = await addPhotos(node, ending, month);
	await addTalks(node, ending, month);
	const recordings = await addRecordings(node, ending, month);
	await node.writer.sql`vacuum analyze ticket, ticket_event, ticket_blob, sync_member, blob, chat,
		chat_line, recording`;
	await settle(node);
	const later = new Date(`${firstDayOf(monthOf(now) + 1)}T12:00:00Z`);
	return { month, later, files: [...photos, ...recordings] };
}

/** A month that ends was not written to a moment ago: nobody vacuums it any more. */
async function settle({ writer: { sql } }: Node): Promise<void> {
	for (;;) {
		const [row] = await sql<{ workers: number }[]>`
			select (select count(*) from pg_stat_progress_vacuum where datname = current_database())::int
				+ (select count(*) from pg_stat_progress_analyze where datname = current_database())::int
				as workers`;
		if (row?.workers === 0) return;
		await pause(500);
	}
}

type Filling = {
	readonly tickets: number;
	readonly unitId: string;
	readonly at: Date;
	readonly ended: boolean;
};

/** @returns the ids of all of them */
async function fill(
	node: Node,
	{ tickets, unitId, at, ended }: Filling
): Promise<readonly string[]> {
	const store = new Store();
	const services = { ...node.services, now: () => at };
	const samples: string[] = [];
	for (let sample = 0; sample < SAMPLES; sample += 1) {
		const story = storyOf(store, unitId, ended);
		const answer = await push(services, store.actor, store.request(story));
		assert(answer.type === 'outcomes', 'a new store is not forked');
		const refused = answer.outcomes.find(({ status }) => status !== 'applied');
		if (refused) throw new Error(`An act was answered ${JSON.stringify(refused)}`);
		samples.push(story[0]?.subject ?? '');
	}
	return copy(node, samples, Math.ceil(tickets / SAMPLES) - 1);
}

/** What an ordinary ticket goes through until it lies with a unit, or has ended. */
function storyOf(store: Store, unitId: string, ended: boolean): Command[] {
	const opening = store.registration();
	const { subject } = opening;
	const note = (text: string) => store.command('ticket.addNote', { text }, subject);
	const acts = [
		opening,
		store.command('ticket.take', {}, subject),
		store.command('ticket.mark', { kind: 'intervention' }, subject),
		note('Dzwoniła ponownie, pyta o termin. '.repeat(3)),
		note('Straż potwierdza, że miejsce jest oznakowane. '.repeat(3)),
		...(ended
			? [
					note('Jednostka prosi o doprecyzowanie adresu. '.repeat(3)),
					note('Adres podany jeszcze raz przez telefon. '.repeat(3)),
					store.command(
						'ticket.endOutsideCompetence',
						{ addressee: 'GDDKiA', legalBasis: 'kpa65', text: 'Droga krajowa' },
						subject
					)
				]
			: [
					store.command('ticket.forward', { unitId, cellId: null, text: 'Pilne' }, subject),
					note('Jednostka prosi o doprecyzowanie adresu. '.repeat(3)),
					note('Adres podany jeszcze raz przez telefon. '.repeat(3))
				])
	];
	return acts.map((act, index) => ({ ...act, prev: acts[index - 1]?.seq ?? null }));
}

async function copy(
	{ writer: { sql } }: Node,
	samples: readonly string[],
	times: number
): Promise<readonly string[]> {
	await sql`drop table if exists copied`;
	await sql`create table copied as
		select id as old, gen_random_uuid() as id, n
		from unnest(${samples as string[]}::uuid[]) id, generate_series(1, ${times}::int) n`;
	await sql`create index on copied (old)`;
	await sql`analyze copied`;
	await sql`insert into ticket (month, id, number, receipt_code, status, registered_at, state)
		select month, copied.id, number || '-' || n, receipt_code || '-' || n, status, registered_at,
			jsonb_set(state, '{id}', to_jsonb(copied.id))
		from copied join ticket on ticket.id = old`;
	await sql`insert into ticket_event (month, ticket_id, position, command_id, at, event)
		select month, id, position, gen_random_uuid(), at, event
		from copied join ticket_event on ticket_id = old`;
	await sql`insert into sync_member (scope, kind, id, month, version, hash, body)
		select scope, kind, copied.id, month, version, (random() * 1e14)::bigint,
			replace(body, old::text, copied.id::text)
		from copied join sync_member member on member.id = old`;
	const rows = await sql<{ id: string }[]>`select id from copied`;
	return [...samples, ...rows.map(({ id }) => id)];
}

/** What the scopes say of themselves is what their rows amount to. */
async function countScopes({ writer: { sql } }: Node): Promise<void> {
	await sql`update sync_scope scope set count = held.rows, sum = held.hashes % 281474976710656
		from (select scope, count(*) as rows, sum(hash) as hashes from sync_member
			where body is not null group by scope) held
		where scope.id = held.scope`;
	await sql`insert into sync_history (scope, version, sum) select id, version, sum from sync_scope
		on conflict (scope, version) do update set sum = excluded.sum`;
}

/** @returns the paths of their files */
async function addPhotos(
	node: Node,
	tickets: readonly string[],
	month: number
): Promise<readonly string[]> {
	const { sql } = node.writer;
	const shown = tickets.filter((_, index) => index % PHOTO_EACH === 0);
	const files = shown.map(() => {
		const bytes = randomBytes(PHOTO_BYTES);
		return { bytes, sha256: createHash('sha256').update(bytes).digest('hex') };
	});
	const hashes = files.map(({ sha256 }) => sha256);
	await sql`insert into blob (sha256, type, bytes, uploaded_by, drawn)
		select sha256, 'image/jpeg', ${PHOTO_BYTES}::int, 'bench', 'ready' from unnest(${hashes}::text[]) sha256`;
	await sql`insert into ticket_blob (month, ticket_id, sha256)
		select ${month}::int, ticket, sha256
		from unnest(${shown}::uuid[], ${hashes}::text[]) named (ticket, sha256)`;
	const paths: string[] = [];
	for (const { bytes, sha256 } of files) {
		const path = blobPath(node.services.filesDir, sha256);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, bytes);
		paths.push(path);
	}
	return paths;
}

/** What was said before a ticket was made of it. */
async function addTalks(
	{ writer: { sql } }: Node,
	tickets: readonly string[],
	month: number
): Promise<void> {
	const talked = tickets.filter((_, index) => index % TALK_EACH === 0);
	await sql`insert into chat (id, secret_hash, month, started_at, seen_at, ended_at, ticket_id, last_line)
		select gen_random_uuid(), md5(ticket::text), ${month}::int, now(), now(), now(), ticket, ${LINES}::int
		from unnest(${talked}::uuid[]) ticket`;
	await sql`insert into chat_line (chat_id, month, n, id, type, by, name, at, text)
		select chat.id, month, n, gen_random_uuid(), 'said', 'resident', '', now(),
			repeat('Dzwonię w sprawie latarni. ', 4)
		from chat, generate_series(1, ${LINES}::int) n where month = ${month}::int`;
}

/** @returns the paths of their files */
async function addRecordings(
	{ services, writer: { sql } }: Node,
	tickets: readonly string[],
	month: number
): Promise<readonly string[]> {
	const called = tickets.filter((_, index) => index % TALK_EACH === 1);
	const rows = await sql<{ id: string }[]>`
		insert into recording (id, call, month, ticket_id, started_at, seconds, type, bytes, sha256)
		select gen_random_uuid(), ticket::text, ${month}::int, ticket, now(), 60, 'audio/wav',
			${PHOTO_BYTES}::int, md5(ticket::text)
		from unnest(${called}::uuid[]) ticket returning id`;
	const bytes = randomBytes(PHOTO_BYTES);
	const paths: string[] = [];
	for (const { id } of rows) {
		const path = recordingPath(services.filesDir, id);
		await mkdir(dirname(path), { recursive: true });
		await writeFile(path, bytes);
		paths.push(path);
	}
	return paths;
}
