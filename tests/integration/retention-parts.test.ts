/** The parts of a month, and whoever is at them at the moment at which they go (R3.2, R3.3). */
import { mkdirSync, rmdirSync } from 'node:fs';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstDayOf, monthOf } from '#lib/domain/retention.ts';
import { blob, ticket, ticketBlob } from '#lib/server/db/schema/index.ts';
import { blobPath } from '#lib/server/files/blob-files.ts';
import { pull } from '#lib/server/sync/pull.ts';
import { listMonths, makeMonths } from '#lib/server/tickets/months.ts';
import { countEnding, endRetention } from '#lib/server/tickets/retention.ts';
import { PROTOCOL_VERSION } from '#lib/sync/protocol.ts';
import { CONSULTANT } from '../support/tickets.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

const NOW = new Date();
/** Some time after what was registered this month is gone. */
/** In Warsaw, where a month begins an hour or two before it does in UTC. */
const LATER = new Date(`${firstDayOf(monthOf(NOW) + 7)}T12:00:00Z`);

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

const owner = () => `person:${town.people.konsultantka}`;
const endAt = (now: Date) => endRetention({ ...server.services, now: () => now });

async function register(): Promise<string> {
	const command = store.command('ticket.register', registration());
	expect(await store.outcomes(command)).toMatchObject([{ status: 'applied' }]);
	return command.subject;
}

describe('the end of a month', () => {
	it('what was broken off between its rows and its photographs is gone on with', async () => {
		const { db, filesDir } = server.services;
		const subject = await register();
		const sha256 = 'cd'.repeat(32);
		const path = blobPath(filesDir, sha256);
		// What is no file cannot be unlinked: the end stops here.
		mkdirSync(path, { recursive: true });
		await db.insert(blob).values({ sha256, type: 'image/jpeg', bytes: 7, uploadedBy: owner() });
		await db.insert(ticketBlob).values({ month: monthOf(NOW), ticketId: subject, sha256 });
		await expect(endAt(LATER)).rejects.toThrow();
		expect((await countEnding(db, LATER)).photos).toBe(1);

		rmdirSync(path);
		expect(await endAt(LATER)).toEqual({ tickets: 0, blobs: 1 });
		expect(Object.values(await countEnding(db, LATER)).filter((count) => count !== 0)).toEqual([]);
		const parts = await db.execute(
			sql`select from pg_class where relname like ${`%\\_${monthOf(NOW)}`}`
		);
		expect([...parts]).toEqual([]);
	});

	it('two nodes that end a month at the same moment count it once, and neither fails', async () => {
		for (let round = 0; round < 5; round += 1) {
			for (let more = 0; more < 3; more += 1) await register();
			const ended = await Promise.all(Array.from({ length: 4 }, () => endAt(LATER)));
			expect(ended.reduce((sum, { tickets }) => sum + tickets, 0)).toBe(3);
		}
	});
});

describe('what is read while a month ends', () => {
	it('is all of one moment: before it, or after it', async () => {
		const { db } = server.services;
		const actor = { ...CONSULTANT, id: town.people.konsultantka };
		const request = { protocol: PROTOCOL_VERSION, owner: owner(), cursors: [] };
		const read = async () => {
			const { heads, rows } = await pull({ db, now: () => clock, pageRows: 2000 }, actor, request);
			for (const { scope, count } of heads)
				expect(rows.filter((row) => row.scope === scope)).toHaveLength(count);
		};
		for (let month = 0; month < 8; month += 1) {
			clock = new Date(LATER.getTime() + month * 31 * 86_400_000);
			const opened = Array.from({ length: 100 }, () =>
				store.command('ticket.register', registration())
			);
			await store.outcomes(...opened);
		}
		clock = NOW;
		let isOver = false;
		const readers = Array.from({ length: 4 }, async () => {
			while (!isOver) await read();
		});
		for (let month = 0; month < 8; month += 1)
			await endAt(new Date(LATER.getTime() + (month + 7) * 31 * 86_400_000));
		isOver = true;
		await Promise.all(readers);
		expect(await db.$count(ticket)).toBe(0);
	});
});

describe('the part of a month', () => {
	it('is there for whoever registers next, though a clock was wrong and took it away', async () => {
		await register();
		await endAt(LATER);
		expect(await listMonths(server.services.db)).not.toContain(monthOf(NOW));
		await register();
		expect(await listMonths(server.services.db)).toContain(monthOf(NOW));
		await endAt(LATER);
	});

	it('is made once, however many ask for it at the same moment', async () => {
		const { db } = server.services;
		const month = monthOf(NOW) + 500;
		await Promise.all(Array.from({ length: 6 }, () => makeMonths(db, [month, month + 1])));
		const months = await listMonths(db);
		expect(months.filter((one) => one >= month)).toEqual([month, month + 1]);
	});
});
