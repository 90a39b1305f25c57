/**
 * Thirty months with a ticket every hour (R3.2, R3.3): at the first instant of each month exactly the right
 * ones go, with all that hung on them, while devices go on pulling.
 */
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { firstDayOf, monthOf, RETENTION_FULL_MONTHS } from '#lib/domain/retention.ts';
import { beginChat, say } from '#lib/server/chat/chat-writer.ts';
import { blob } from '#lib/server/db/schema/index.ts';
import { blobPath } from '#lib/server/files/blob-files.ts';
import {
	fileRecording,
	linkRecording,
	recordingPath
} from '#lib/server/recordings/recording-store.ts';
import { countEnding, endRetention } from '#lib/server/tickets/retention.ts';
import { pullOnce } from '#lib/sync/engine.ts';
import { EngineDevice } from './engine-device.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

const MONTHS = 30;
/** Far from today: the server's own clock ends nothing of it. */
const FIRST = 2030 * 12;
const HOUR_MS = 60 * 60_000;

let server: TestServer;
let town: Town;
let consultant: StaffActor;
let clock = new Date();
const faults: unknown[] = [];

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		now: () => clock,
		limits: { ...limits, spend: () => Promise.resolve(0) },
		report: (fault) => void faults.push(fault)
	}));
	town = await settle(server.services.db);
});
afterAll(() => server.stop());

/** Said by PostgreSQL, and by no function of ours. */
async function beginningOf(month: number): Promise<Date> {
	const [row] = await server.services.db.execute<{ at: string }>(
		sql`select (${firstDayOf(month)}::timestamp at time zone 'Europe/Warsaw')::text as at`
	);
	return new Date(row?.at ?? NaN);
}

const markOf = (month: number) => `znak-miesiaca-${month}-koniec`;

type Registered = { readonly id: string; readonly month: number };

/** A month's tickets, a day in one push; the first of each day shows a photograph. */
async function live(store: TestStore, month: number): Promise<readonly Registered[]> {
	const begins = await beginningOf(month);
	const ends = await beginningOf(month + 1);
	const registered: Registered[] = [];
	for (let at = begins.getTime(); at < ends.getTime(); at += 24 * HOUR_MS) {
		clock = new Date(at);
		const hours = Math.min(24, (ends.getTime() - at) / HOUR_MS);
		const opened = Array.from({ length: hours }, () =>
			store.command('ticket.register', registration({ description: markOf(month) }))
		);
		const [first] = opened;
		if (!first) break;
		const photo = await keepPhoto(`${markOf(month)} ${at}`);
		const { subject, seq } = first;
		const take = store.command('ticket.take', {}, { subject, prev: seq });
		const attach = store.command('ticket.attachPhoto', { photo }, { subject, prev: take.seq });
		const outcomes = await store.outcomes(...opened, take, attach);
		expect(outcomes.filter(({ status }) => status !== 'applied')).toEqual([]);
		await keepCall(subject, `${markOf(month)} ${at}`);
		await talk(`${markOf(month)} ${at}`);
		registered.push(...opened.map((one) => ({ id: one.subject, month })));
	}
	return registered;
}

async function keepPhoto(text: string) {
	const { db, filesDir } = server.services;
	const sha256 = createHash('sha256').update(text).digest('hex');
	const path = blobPath(filesDir, sha256);
	mkdirSync(dirname(path), { recursive: true });
	writeFileSync(path, text);
	const bytes = Buffer.byteLength(text);
	const row = { sha256, type: 'image/jpeg', bytes, uploadedBy: 'anybody', uploadedAt: clock };
	await db.insert(blob).values(row);
	return { id: randomUUID(), sha256, type: 'image/jpeg', bytes };
}

/** A recording of a call that belongs to the ticket. */
async function keepCall(ticketId: string, text: string): Promise<void> {
	const { db, filesDir } = server.services;
	const sha256 = createHash('sha256').update(text).digest('hex');
	const call = randomUUID();
	const said = { call, started: clock.toISOString(), seconds: 1, agent: '', sha256 };
	const arrived = { said, type: 'audio/wav', bytes: text.length } as const;
	await fileRecording(db, arrived, (id) => {
		const path = recordingPath(filesDir, id);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, text);
		return Promise.resolve();
	});
	expect(await linkRecording(db, consultant, { ticketId, call })).toBe('linked');
}

/** A talk in the chat that never became a ticket. */
async function talk(text: string): Promise<void> {
	const { db } = server.services;
	const key = { chat: randomUUID(), secret: randomBytes(32).toString('base64url') };
	await beginChat(server.services, { ...key, at: clock });
	const lines = [{ id: randomUUID(), text }];
	expect(await say(db, { ...key, by: 'resident' }, { lines, at: clock })).toBe('said');
}

/** Every word in every table. */
async function dump(): Promise<string> {
	const { db } = server.services;
	const tables = await db.execute<{ name: string }>(sql`
		select relname as name from pg_class
		where relkind in ('r', 'p') and not relispartition and relnamespace = 'public'::regnamespace`);
	const texts = await Promise.all(
		tables.map(({ name }) =>
			db.execute<{ text: string }>(
				sql`select whole::text as text from ${sql.identifier(name)} whole`
			)
		)
	);
	return texts.flatMap((rows) => rows.map(({ text }) => text)).join('\n');
}

function filesIn(dir: string): string {
	return readdirSync(dir, { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'))
		.join('\n');
}

const monthsIn = (text: string): ReadonlySet<number> =>
	new Set(Array.from(text.matchAll(/znak-miesiaca-(\d+)-koniec/gu), ([, month]) => Number(month)));

it('R3.2, R3.3: each month exactly the right ones go, and nothing of them is left anywhere', async () => {
	const browser = await signedIn(server, 'konsultantka');
	const { actor } = await browser.api.account.me.query();
	if (actor.type !== 'staff') throw new Error('Nobody is signed in');
	consultant = actor;
	const owner = `person:${town.people.konsultantka}`;
	const store = new TestStore(browser, owner);
	const device = new EngineDevice(browser, owner);
	const tickets: Registered[] = [];
	for (let month = FIRST; month < FIRST + MONTHS; month += 1) {
		tickets.push(...(await live(store, month)));
		expect(await pullOnce(device.engine)).toMatchObject({ type: 'pulled', repaired: [] });

		// A moment before the month is over nothing goes.
		const over = await beginningOf(month + 1);
		clock = new Date(over.getTime() - 1);
		expect((await endRetention(server.services)).tickets).toBe(0);
		clock = over;
		const ended = await endRetention(server.services);
		const kept = tickets.filter((one) => one.month >= month + 1 - RETENTION_FULL_MONTHS);
		const gone = month - RETENTION_FULL_MONTHS;
		const going = tickets.filter((one) => one.month === gone);
		expect(ended.tickets).toBe(going.length);
		expect(ended.blobs).toBe(Math.ceil(going.length / 24));
		const rows = await server.services.db.execute<{ id: string }>(sql`select id from ticket`);
		expect(new Set(rows.map(({ id }) => id))).toEqual(new Set(kept.map(({ id }) => id)));

		await device.engine.rows.expire(monthOf(clock) - RETENTION_FULL_MONTHS - 1);
		expect(await pullOnce(device.engine)).toMatchObject({ type: 'pulled', repaired: [] });
		const held = JSON.stringify([...device.disk.rows.values(), ...device.disk.expired.values()]);
		expect(Math.min(...monthsIn(held))).toBe(Math.max(FIRST, gone + 1));
	}
	const expected = new Set(tickets.slice(-1).map(({ month }) => month));
	for (let back = 1; back < RETENTION_FULL_MONTHS; back += 1)
		expected.add(FIRST + MONTHS - 1 - back);
	expect(monthsIn(await dump())).toEqual(expected);
	expect(monthsIn(filesIn(server.services.filesDir))).toEqual(expected);
	expect(faults).toEqual([]);
	const left = Object.values(await countEnding(server.services.db, clock));
	expect(left.filter((count) => count !== 0)).toEqual([]);
}, 300_000);
