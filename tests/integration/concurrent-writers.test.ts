import { randomUUID } from 'node:crypto';
import process from 'node:process';
import { inArray, sql } from 'drizzle-orm';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Database } from '#lib/server/db/connection.ts';
import { syncScope } from '#lib/server/db/schema/index.ts';
import { recordChanges } from '#lib/server/sync/change-log.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { nobodysReplica, note, unitRow } from './replica.ts';
import { drawVersionsEarly, race, type Race } from './writers.ts';

/** `TRANSACTIONS=10000 npm test -- --only integration` is the long form. */
const TRANSACTIONS = Number(process.env['TRANSACTIONS'] ?? 600);
const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);
const PATIENCE_MS = 20_000 + TRANSACTIONS * 20;

let server: TestServer;
let db: Database;

beforeEach(async () => {
	server = await startTestServer();
	({ db } = server.services);
});
afterEach(() => server.stop());

describe('pitfall 1: eight writers on each of two nodes', () => {
	const run = async (reader: Race['reader'], transactions = TRANSACTIONS) => {
		const other = await server.anotherNode();
		try {
			const nodes = [server.services, other.services];
			return await race({ nodes, transactions, seed: SEED, reader });
		} finally {
			await other.close();
		}
	};

	it.each(['staff', 'anybody'] as const)(
		`never make a pull of %s miss, tear or repeat anything (SEED=${String(SEED)})`,
		async (reader) => {
			const { pulls, undone, remembered, ...damage } = await run(reader);
			console.log(
				`» ${TRANSACTIONS} transactions of 16 writers on 2 nodes, ${undone} undone: ${pulls} pulls of ` +
					`${reader} proven (${remembered} pages from memory), ${damage.missed} missed, ${damage.twice} twice`
			);
			if (reader === 'anybody' && TRANSACTIONS > 5000) expect(remembered).toBeGreaterThan(0);
			expect(damage).toEqual({ missed: 0, ghosts: 0, twice: 0 });
			expect(pulls).toBeGreaterThan(10);
			expect(undone).toBeGreaterThan(TRANSACTIONS / 20);
			expect(await db.execute(sql`select from sync_pending`)).toHaveLength(0);
		},
		PATIENCE_MS
	);

	it('would be caught by the proof if versions were drawn early', async () => {
		await drawVersionsEarly(db);
		await expect(run('staff', 600)).rejects.toThrow(/rows with sum/u);
	});
});

it('pitfall 1: a version drawn early loses what began first and ends last, and it is noticed', async () => {
	await drawVersionsEarly(db);
	await note(server, [unitRow('there before')]);
	const replica = nobodysReplica(server, 500);
	await replica.pull();
	await db.transaction(async (tx) => {
		await recordChanges(tx, [unitRow('slow')]);
		await note(server, [unitRow('quick')]);
		await replica.pull();
	});
	await expect(replica.pull()).rejects.toThrow('2 rows with sum');
});

it('writers do not stand in each other’s way where a scope is new to all of them', async () => {
	const writers = 8;
	for (let round = 0; round < 3; round += 1) {
		const fresh = Array.from({ length: 300 }, (): Scope => `unit:${randomUUID()}`);
		await Promise.all(
			Array.from({ length: writers }, (_, writer) => {
				const order = writer % 2 === 0 ? fresh : fresh.toReversed();
				const id = randomUUID();
				const changes = order.map((scope) => ({ scope, kind: 'unit', id, body: '{}' }) as const);
				return db.transaction((tx) => recordChanges(tx, changes));
			})
		);
		const made = await db.select().from(syncScope).where(inArray(syncScope.key, fresh));
		expect(made.map(({ version, count }) => [version, count])).toEqual(
			fresh.map(() => [writers, writers])
		);
	}
});
