/** The end of a ticket's time, everywhere (R3.2, R3.3; pitfall 25). */
import { mkdirSync, writeFileSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { firstDayOf, lastGoneMonth, monthOf } from '#lib/domain/retention.ts';
import {
	blob,
	syncFailure,
	syncHistory,
	syncMember,
	syncScope,
	ticket,
	ticketBlob,
	ticketCount,
	ticketEvent
} from '#lib/server/db/schema/index.ts';
import { blobPath } from '#lib/server/files/blob-files.ts';
import { countEnding, endRetention } from '#lib/server/tickets/retention.ts';
import { addHash } from '#lib/sync/checksum.ts';
import { pullOnce } from '#lib/sync/engine.ts';
import { EngineDevice } from './engine-device.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { registration, settle, signedIn, takenTicket, TestStore, type Town } from './town.ts';

const NOW = new Date();
/** The first instant at which what was registered this month is gone, and one a month earlier. */
/** In Warsaw, where a month begins an hour or two before it does in UTC. */
const LATER = new Date(`${firstDayOf(monthOf(NOW) + 7)}T12:00:00Z`);
const BEFORE = new Date(`${firstDayOf(monthOf(NOW) + 6)}T12:00:00Z`);
const QUEUE = 'queue:callCenter';

let server: TestServer;
let town: Town;
let clock = NOW;
let store: TestStore;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		now: () => clock,
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
	store = new TestStore(await signedIn(server, 'konsultantka'), owner());
});
afterAll(() => server.stop());

beforeEach(async () => {
	// Each of these goes back to before the end that the one before it has seen.
	await server.services.db.update(syncScope).set({ goneThrough: null });
});

const owner = () => `person:${town.people.konsultantka}`;

async function deskDevice(): Promise<EngineDevice> {
	const device = new EngineDevice(await signedIn(server, 'konsultantka'), owner());
	expect(await pullOnce(device.engine)).toMatchObject({ type: 'pulled', repaired: [] });
	return device;
}

/** How many of a month are remembered, and by what. */
const countsOf = (month: number) =>
	server.services.db.select().from(ticketCount).where(eq(ticketCount.month, month));

async function register(more: object = {}): Promise<string> {
	const command = store.command('ticket.register', registration(more));
	expect(await store.outcomes(command)).toMatchObject([{ status: 'applied' }]);
	return command.subject;
}

const endAt = (now: Date) => endRetention({ ...server.services, now: () => now });

async function inTheFuture<T>(act: () => Promise<T>): Promise<T> {
	clock = LATER;
	try {
		return await act();
	} finally {
		clock = NOW;
	}
}

/** What the scopes say of themselves is what their rows amount to. */
async function addsUp(): Promise<boolean> {
	const { db } = server.services;
	for (const scope of await db.select().from(syncScope)) {
		const rows = await db.select().from(syncMember).where(eq(syncMember.scope, scope.id));
		const present = rows.filter(({ body }) => body !== null);
		const sum = present.reduce((all, { hash }) => addHash(all, hash), 0);
		if (present.length !== scope.count || sum !== scope.sum) return false;
	}
	return true;
}

describe('on the server', () => {
	it('nothing of it is left: row, events, photographs, what broke the server, what devices are told', async () => {
		const { db, filesDir } = server.services;
		const words = 'Tego już nikt nie przeczyta';
		const subject = await register({ description: words });
		const sha256 = 'ab'.repeat(32);
		const path = blobPath(filesDir, sha256);
		mkdirSync(dirname(path), { recursive: true });
		writeFileSync(path, 'picture');
		await db.insert(blob).values({ sha256, type: 'image/jpeg', bytes: 7, uploadedBy: owner() });
		await db.insert(ticketBlob).values({ month: monthOf(NOW), ticketId: subject, sha256 });
		await db.insert(syncFailure).values({
			...{ client: store.client, seq: 999, attempts: 5, error: 'x' },
			command: { args: { description: words } }
		});

		expect(await endAt(BEFORE)).toEqual({ tickets: 0, blobs: 0 });
		expect((await stat(path)).size).toBe(7);
		expect(await endAt(LATER)).toMatchObject({ tickets: 1, blobs: 1 });
		await expect(stat(path)).rejects.toThrow('ENOENT');
		for (const table of [ticket, ticketEvent, ticketBlob, blob, syncFailure])
			expect(await db.$count(table)).toBe(0);
		const dump = await db.execute(sql`select * from sync_member where body like ${`%${words}%`}`);
		expect([...dump]).toEqual([]);
		expect(await addsUp()).toBe(true);
		expect(await endAt(LATER)).toEqual({ tickets: 0, blobs: 0 });
	});

	it('a month costs each scope one version, and no tombstone', async () => {
		const { db } = server.services;
		for (let more = 0; more < 5; more += 1) await register();
		const [before] = await db.select().from(syncScope).where(eq(syncScope.key, QUEUE));
		await endAt(LATER);
		const [after] = await db.select().from(syncScope).where(eq(syncScope.key, QUEUE));
		expect(after).toMatchObject({
			version: (before?.version ?? 0) + 1,
			count: 0,
			goneThrough: lastGoneMonth(LATER)
		});
		expect(await db.$count(syncMember, eq(syncMember.scope, after?.id ?? 0))).toBe(0);
		const history = await db
			.select()
			.from(syncHistory)
			.where(eq(syncHistory.scope, after?.id ?? 0));
		expect(history).toContainEqual(
			expect.objectContaining({ version: after?.version, sum: after?.sum })
		);
	});

	it('waits for somebody who still writes into one, and then forgets it where it went', async () => {
		const { db } = server.services;
		const subject = await takenTicket(store);
		const forward = { unitId: town.unitA, cellId: null, text: '' };
		const command = store.command('ticket.forward', forward, { subject });
		let ended: Promise<unknown> = Promise.resolve();
		await db.transaction(async (tx) => {
			// As if the command below were half done.
			await tx.select().from(ticket).where(eq(ticket.id, subject)).for('update');
			ended = endAt(LATER);
			await new Promise((resolve) => setTimeout(resolve, 200));
		});
		const [outcome] = await store.outcomes(command);
		await ended;
		await endAt(LATER);
		expect(['applied', 'rejected']).toContain(outcome?.status);
		expect(await db.$count(ticket)).toBe(0);
		expect(await addsUp()).toBe(true);
		const left = await db.execute(
			sql`select from sync_member where kind = 'ticket' and body is not null`
		);
		expect([...left]).toEqual([]);
	});
});

describe('on a device', () => {
	it('that hears of it from the server, it goes without a word on each row, and without a repair', async () => {
		await register();
		const device = await deskDevice();
		expect(device.bodiesOf(QUEUE).size).toBe(1);
		await endAt(LATER);
		const report = await inTheFuture(() => pullOnce(device.engine));
		expect(report).toEqual({ type: 'pulled', rows: 0, repaired: [] });
		expect(device.bodiesOf(QUEUE).size).toBe(0);
		expect(device.disk.expired.size).toBe(0);
	});

	it('that was away and ended it by itself, the proof holds before and after the server does', async () => {
		const subject = await register();
		const device = await deskDevice();
		await device.engine.rows.expire(monthOf(NOW));
		expect(device.bodiesOf(QUEUE).size).toBe(0);
		const fresh = await inTheFuture(async () => {
			const id = await register();
			const report = await pullOnce(device.engine);
			expect(report).toMatchObject({ type: 'pulled', repaired: [] });
			return id;
		});
		expect([...device.bodiesOf(QUEUE).keys()]).toEqual([fresh]);
		await endAt(LATER);
		const report = await inTheFuture(() => pullOnce(device.engine));
		expect(report).toEqual({ type: 'pulled', rows: 0, repaired: [] });
		expect([...device.bodiesOf(QUEUE).keys()]).toEqual([fresh]);
		expect(JSON.stringify([...device.disk.expired.values()])).not.toContain(subject);
	});

	it('whose clock was ahead, it comes again (pitfall 20)', async () => {
		await register();
		const device = await deskDevice();
		const held = device.bodiesOf(QUEUE);
		await device.engine.rows.expire(monthOf(NOW));
		await register();
		expect(await pullOnce(device.engine)).toMatchObject({
			type: 'pulled',
			repaired: expect.arrayContaining([QUEUE]) as unknown
		});
		for (const [id, body] of held) expect(device.bodiesOf(QUEUE).get(id)).toBe(body);
	});
});

describe('what remains of a month (R3.3)', () => {
	it('is how many there were of each kind, counted once, and nothing of anybody', async () => {
		clock = NOW;
		await register({ description: 'Nikt się o tym nie dowie' });
		await register({ description: 'Nikt się o tym nie dowie' });
		const { db } = server.services;
		await db.delete(ticketCount);
		clock = LATER;
		const ending = await countEnding(db, LATER);
		expect(ending.tickets).toBeGreaterThanOrEqual(2);
		expect(ending.events).toBeGreaterThanOrEqual(2);
		await endRetention(server.services);
		const counts = await countsOf(monthOf(NOW));
		expect(counts.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(ending.tickets);
		expect(counts).toContainEqual(
			expect.objectContaining({ channel: 'phone', kind: '', ending: 'registered', unit: '' })
		);
		expect(JSON.stringify(counts)).not.toContain('Nikt');
		await endRetention(server.services);
		expect(await countsOf(monthOf(NOW))).toEqual(counts);
		const nothing = {
			...{ tickets: 0, events: 0, photos: 0, copies: 0 },
			...{ putAside: 0, talks: 0, recordings: 0 }
		};
		expect(await countEnding(db, LATER)).toEqual(nothing);
		clock = NOW;
	});
});
