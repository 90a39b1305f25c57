import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectTicket } from '#lib/domain/ticket/audience.ts';
import type { Database } from '#lib/server/db/connection.ts';
import { syncMember, syncScope, ticket } from '#lib/server/db/schema/index.ts';
import { recordChanges } from '#lib/server/sync/change-log.ts';
import { addHash } from '#lib/sync/checksum.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { nobodysReplica, note, replicaOf, unitRow } from './replica.ts';
import { registration, settle, signedIn, takenTicket, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let db: Database;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	({ db } = server.services);
	town = await settle(db);
});
afterAll(() => server.stop());

describe('a pull', () => {
	it('brings exactly what the reader may see, cut to it (RA2.2)', async () => {
		const consultant = await signedIn(server, 'konsultantka');
		const store = new TestStore(consultant, `person:${town.people.konsultantka}`);
		const subject = await takenTicket(store);
		const forward = { unitId: town.unitA, cellId: null, text: '' };
		await store.outcomes(store.command('ticket.forward', forward, { subject }));
		for (let more = 0; more < 5; more += 1)
			await store.outcomes(store.command('ticket.register', registration()));

		const desk = await replicaOf(server, town, 'konsultantka');
		await desk.pull();
		const rows = await db.select().from(ticket);
		const inQueue = rows.filter(
			({ state }) => state.desk === 'callCenter' && state.status !== 'ended'
		);
		expect(sorted(desk.rowsOf('queue:callCenter'))).toEqual(
			sorted(inQueue.map(({ state }) => projectTicket(state, 'desk')))
		);
		const unit = await replicaOf(server, town, 'terenowy');
		await unit.pull();
		const [only] = rows.filter(({ id }) => id === subject);
		expect(unit.rowsOf(`unit:${town.unitA}`)).toEqual([{ ...only?.state, receiptCode: null }]);
		expect([...unit.scopes.keys()].sort()).toEqual(
			[
				'kb:staff',
				'ref:public',
				'ref:staff',
				`mine:${town.people.terenowy}`,
				`unit:${town.unitA}`
			].sort()
		);
	});

	it('proves itself: count and sum are those of the rows that the database has', async () => {
		for (const { id, count, sum } of await db.select().from(syncScope)) {
			const members = await db.select().from(syncMember).where(eq(syncMember.scope, id));
			const present = members.filter(({ body }) => body !== null);
			expect(present).toHaveLength(count);
			expect(present.reduce((total, { hash }) => addHash(total, hash), 0)).toBe(sum);
		}
	});

	it('brings nothing a second time', async () => {
		const replica = await replicaOf(server, town, 'konsultantka');
		await replica.pull();
		expect(replica.last.rows).toBeGreaterThan(0);
		await replica.pull();
		expect(replica.last).toEqual({ pages: 1, rows: 0, resets: [] });
	});

	it('comes in pages that no change in between can tear', async () => {
		for (let round = 0; round < 40; round += 1) await note(server, [unitRow(String(round))]);
		const replica = nobodysReplica(server, 7);
		await replica.pull(async () => {
			await note(server, [unitRow('newer')]);
			const [some] = await db.select().from(syncMember).limit(1).offset(3);
			if (some) await note(server, [unitRow('', some.id)]);
		});
		expect(replica.last.pages).toBeGreaterThan(5);
		const before = replica.idsOf('ref:public').length;
		await replica.pull();
		expect(replica.idsOf('ref:public').length).toBe(before);
	});

	it('brings a version whole, also when it alone is larger than a page', async () => {
		await note(
			server,
			Array.from({ length: 30 }, (_, index) => unitRow(`large ${String(index)}`))
		);
		const replica = nobodysReplica(server, 7);
		await replica.pull();
		await note(
			server,
			Array.from({ length: 30 }, (_, index) => unitRow(`larger ${String(index)}`))
		);
		await note(server, [unitRow('one more')]);
		await replica.pull();
		expect(replica.last).toMatchObject({ pages: 2, rows: 31 });
	});

	it('says what left, but not to those who never had it', async () => {
		const change = unitRow('soon gone');
		await note(server, [change]);
		const early = nobodysReplica(server, 500);
		await early.pull();
		expect(early.idsOf('ref:public')).toContain(change.id);
		await note(server, [{ ...change, body: null }]);
		await early.pull();
		expect(early.last.rows).toBe(1);
		expect(early.idsOf('ref:public')).not.toContain(change.id);
		const late = nobodysReplica(server, 500);
		await late.pull();
		expect(late.last.rows).toBe(late.idsOf('ref:public').length);
	});

	it('makes no version of what changes nothing for the readers', async () => {
		const change = unitRow('the same');
		await note(server, [change]);
		const versionOf = async () =>
			(await db.select().from(syncScope).where(eq(syncScope.key, 'ref:public')))[0]?.version;
		const before = await versionOf();
		await note(server, [change]);
		await note(server, [{ ...unitRow('x'), body: null }]);
		expect(await versionOf()).toBe(before);
	});
});

describe('transactions that overlap', () => {
	it('pitfall 1, 2: are not missed when the one that began first ends last', async () => {
		const replica = nobodysReplica(server, 500);
		await replica.pull();
		const slow = unitRow('slow');
		const quick = unitRow('quick');
		await db.transaction(async (tx) => {
			await recordChanges(tx, [slow]);
			await note(server, [quick]);
			await replica.pull();
			expect(replica.idsOf('ref:public')).toContain(quick.id);
			expect(replica.idsOf('ref:public')).not.toContain(slow.id);
		});
		await replica.pull();
		expect(replica.idsOf('ref:public')).toContain(slow.id);
	});

	it('leave nothing behind when they are undone', async () => {
		const replica = nobodysReplica(server, 500);
		await replica.pull();
		const undone = unitRow('undone');
		await db
			.transaction(async (tx) => {
				await recordChanges(tx, [undone]);
				throw new Error('On purpose');
			})
			.catch(() => undefined);
		await replica.pull();
		expect(replica.last.rows).toBe(0);
		const working = sql`select from sync_pending union all select from sync_seal`;
		expect(await db.execute(working)).toHaveLength(0);
	});
});

const sorted = (rows: readonly unknown[]): readonly unknown[] =>
	rows.toSorted((a, b) => idOf(a).localeCompare(idOf(b)));
const idOf = (row: unknown): string =>
	typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : '';
