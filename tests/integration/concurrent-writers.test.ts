import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import type { Database } from '#lib/server/db/connection.ts';
import { syncMember, syncScope } from '#lib/server/db/schema/index.ts';
import { recordChanges, type ScopeChange } from '#lib/server/sync/change-log.ts';
import { pull } from '#lib/server/sync/pull.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { Replica } from './replica.ts';

let server: TestServer;
let db: Database;

beforeAll(async () => {
	server = await startTestServer();
	({ db } = server.services);
});
afterAll(() => server.stop());

describe('many writers at once', () => {
	const WRITERS = 8;
	const TRANSACTIONS = 150;
	const SEED = Number(process.env['SEED'] ?? Date.now() % 2 ** 31);

	it(`pitfall 1: never make a pull miss or tear anything (SEED=${String(SEED)})`, async () => {
		const actor: StaffActor = {
			...{ type: 'staff', id: randomUUID(), name: '', roles: ['consultant', 'officeWorker'] },
			...{ desk: 'informationOffice', unitId: randomUUID(), cellId: null, placeId: null }
		};
		const scopes: readonly Scope[] = [
			'queue:informationOffice',
			`unit:${actor.unitId ?? ''}`,
			`mine:${actor.id}`
		];
		const ids = Array.from({ length: 40 }, () => randomUUID());
		await db.execute(sql`create table truth (id uuid primary key, scope text, body text)`);
		await db.execute(sql`insert into truth select unnest(${sql.param(ids)}::uuid[])`);

		let writing = true;
		const replica = new Replica(
			(request) => pull({ ...server.services, pageRows: 25 }, actor, request),
			`person:${actor.id}`
		);
		const pulling = (async () => {
			let pulls = 0;
			for (; writing; pulls += 1) {
				await replica.pull();
				const held = scopes.flatMap((scope) => replica.idsOf(scope));
				expect(new Set(held).size, 'nothing is in two scopes at once').toBe(held.length);
			}
			return pulls;
		})();
		const writers = Promise.all(
			Array.from({ length: WRITERS }, (_, writer) => write(seeded(SEED + writer), ids, scopes))
		).finally(() => (writing = false));
		const [pulls, undone] = await Promise.all([pulling, writers]);
		expect(pulls).toBeGreaterThan(10);
		expect(undone.reduce((sum, count) => sum + count, 0)).toBeGreaterThan(WRITERS);

		await replica.pull();
		const truth = await db.execute<{ id: string; scope: Scope; body: string }>(
			sql`select * from truth where scope is not null`
		);
		for (const scope of scopes) {
			const there = truth.filter((row) => row.scope === scope);
			expect(sorted(replica.rowsOf(scope))).toEqual(
				sorted(there.map(({ body }): unknown => JSON.parse(body)))
			);
		}
		const members = await db
			.select({ id: syncMember.id })
			.from(syncMember)
			.innerJoin(syncScope, eq(syncScope.id, syncMember.scope))
			.where(inArray(syncScope.key, [...scopes]));
		expect(members.length).toBeGreaterThan(0);
		expect(await db.execute(sql`select from sync_pending`)).toHaveLength(0);
	}, 60_000);

	it('do not stand in each other’s way where a scope is new to all of them', async () => {
		for (let round = 0; round < 3; round += 1) {
			const fresh = Array.from({ length: 300 }, (): Scope => `unit:${randomUUID()}`);
			await Promise.all(
				Array.from({ length: WRITERS }, (_, writer) => {
					const order = writer % 2 === 0 ? fresh : fresh.toReversed();
					const id = randomUUID();
					const changes = order.map(
						(scope) => ({ scope, kind: 'ticket', id, body: '{}' }) as const
					);
					return db.transaction((tx) => recordChanges(tx, changes));
				})
			);
			const made = await db.select().from(syncScope).where(inArray(syncScope.key, fresh));
			expect(made.map(({ version, count }) => [version, count])).toEqual(
				fresh.map(() => [WRITERS, WRITERS])
			);
		}
	});

	/** @returns how many transactions were undone on purpose */
	async function write(chance: () => number, ids: readonly string[], scopes: readonly Scope[]) {
		const some = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
		let undone = 0;
		for (let round = 0; round < TRANSACTIONS; round += 1) {
			const chosen = [...new Set([some(ids), some(ids), some(ids)])].sort();
			const undo = chance() < 0.1;
			const plan = chosen.map((id) => ({
				id,
				scope: chance() < 0.2 ? null : some(scopes),
				body: JSON.stringify({ id, text: 'ż'.repeat(Math.floor(chance() * 200)), round })
			}));
			const [before, after] = [chance() < 0.2, chance() < 0.2];
			await db
				.transaction(async (tx) => {
					const changes: ScopeChange[] = [];
					for (const { id, scope, body } of plan) {
						const [row] = await tx.execute<{ scope: Scope | null }>(
							sql`select scope from truth where id = ${id} for update`
						);
						const old = row?.scope ?? null;
						if (before) await delay(2);
						await tx.execute(
							sql`update truth set scope = ${scope}, body = ${body} where id = ${id}`
						);
						const left = old !== null && old !== scope ? [{ scope: old, body: null }] : [];
						const come = scope === null ? [] : [{ scope, body }];
						for (const change of [...left, ...come])
							changes.push({ ...change, kind: 'ticket', id });
					}
					await recordChanges(tx, changes);
					if (after) await delay(2);
					if (undo) throw new Undone();
				})
				.catch((fault: unknown) => {
					if (!(fault instanceof Undone)) throw fault;
					undone += 1;
				});
		}
		return undone;
	}
});

class Undone extends Error {}

/** mulberry32: small, and the same everywhere for the same seed. */
function seeded(seed: number): () => number {
	let state = seed;
	return () => {
		state = (state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	};
}

const sorted = (rows: readonly unknown[]): readonly unknown[] =>
	rows.toSorted((a, b) => idOf(a).localeCompare(idOf(b)));
const idOf = (row: unknown): string =>
	typeof row === 'object' && row !== null && 'id' in row ? String(row.id) : '';
