/**
 * Writers that move rows between scopes at random on several nodes, while one device pulls without a
 * pause; and a seal that is broken on purpose, to show that this would be noticed.
 */
import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import type { Actor } from '#lib/domain/org/roles.ts';
import type { Database } from '#lib/server/db/connection.ts';
import type { Services } from '#lib/server/start.ts';
import { recordChanges, type ScopeChange } from '#lib/server/sync/change-log.ts';
import { pull } from '#lib/server/sync/pull.ts';
import { makeMonths } from '#lib/server/tickets/months.ts';
import type { PullResponse } from '#lib/sync/protocol.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { holdsTickets, scopesOf, type Scope } from '#lib/sync/scope.ts';
import { Replica } from './replica.ts';

const WRITERS_A_NODE = 8;
const UNDONE_SHARE = 0.1;
const ROWS = 40;

export type Race = {
	readonly nodes: readonly Services[];
	/** In all, of which one in ten is undone. */
	readonly transactions: number;
	readonly seed: number;
	/** Who pulls: one with scopes of their own, or one who holds only what everybody does. */
	readonly reader: 'staff' | 'anybody';
};

export type Finish = {
	readonly pulls: number;
	readonly undone: number;
	/** Rows that the database has and the device has not, or not like this. */
	readonly missed: number;
	/** Rows that the device has and the database has not. */
	readonly ghosts: number;
	/** Versions of rows that came to the device more than once. */
	readonly twice: number;
	/** Pages that a node gave from what it remembered. */
	readonly remembered: number;
};

/** @throws Error of the device, at the first pull that count and sum disprove */
export async function race({ nodes, transactions, seed, reader }: Race): Promise<Finish> {
	const [first] = nodes;
	if (!first) throw new Error('No node');
	const field = new Field(transactions, reader);
	await field.prepare(first.db);
	const device = new PullingDevice(nodes, field.actor, seeded(seed));
	const pulling = device.pullUntil(() => field.isOver).finally(() => (field.isOver = true));
	const writers = nodes.flatMap((services, node) =>
		Array.from({ length: WRITERS_A_NODE }, (_, writer) =>
			field.write(services, seeded(seed + 1 + node * WRITERS_A_NODE + writer))
		)
	);
	const writing = Promise.all(writers).finally(() => (field.isOver = true));
	const gone = new AbortController();
	for (const { hub } of nodes) void listen(hub.wakes(scopesOf(field.actor), gone.signal));
	const [pulled] = await Promise.allSettled([pulling, writing]);
	gone.abort();
	if (pulled.status === 'rejected') throw pulled.reason;
	const undone = (await writing).reduce((sum, count) => sum + count, 0);
	await device.replica.pull();
	const truth = await field.truth(first.db);
	const held = device.texts(field.scopes);
	return {
		...{ pulls: pulled.value, undone, twice: device.twice, remembered: device.remembered },
		missed: truth.filter((text) => !held.has(text)).length,
		ghosts: [...held].filter((text) => !truth.includes(text)).length
	};
}

/** The rows lie in parts of three months, in which a pull has to find them all. */
const monthOfRow = (id: string): number => 24_000 + (Number.parseInt(id.slice(0, 2), 16) % 3);

/** The rows that are fought over, and the scopes they move between. */
class Field {
	isOver = false;
	readonly actor: Actor;
	/** Those that are written to. */
	readonly scopes: readonly Scope[];
	readonly #isOfTickets: boolean;
	readonly #ids = Array.from({ length: ROWS }, () => randomUUID());
	#left: number;

	constructor(transactions: number, reader: Race['reader']) {
		this.#left = transactions;
		this.#isOfTickets = reader === 'staff';
		this.actor =
			reader === 'anybody'
				? { type: 'anonymous' }
				: {
						...{ type: 'staff', id: randomUUID(), name: '', roles: ['consultant', 'officeWorker'] },
						...{ desk: 'informationOffice', unitId: randomUUID(), cellId: null, placeId: null }
					};
		this.scopes = scopesOf(this.actor).filter(
			(scope) => reader === 'anybody' || holdsTickets(scope)
		);
	}

	async prepare(db: Database): Promise<void> {
		const ids = sql.param(this.#ids);
		await makeMonths(db, this.#ids.map(monthOfRow));
		await db.execute(
			sql`create table if not exists truth (id uuid primary key, scope text, body text)`
		);
		await db.execute(sql`insert into truth select unnest(${ids}::uuid[])`);
	}

	async truth(db: Database): Promise<readonly string[]> {
		const rows = await db.execute<{ scope: Scope; id: string; body: string }>(
			sql`select * from truth where scope = any (${sql.param([...this.scopes])}::text[])`
		);
		return rows.map(({ scope, body }) => `${scope} ${body}`);
	}

	/** One writer. @returns how many transactions were undone on purpose */
	async write({ db, announce }: Services, chance: () => number): Promise<number> {
		let undone = 0;
		while (this.#left > 0 && !this.isOver) {
			this.#left -= 1;
			const undo = chance() < UNDONE_SHARE;
			const writing = db.transaction(async (tx) => {
				const changes: ScopeChange[] = [];
				for (const { id, scope, body } of this.#plan(chance)) {
					const [known] = await tx.execute<{ scope: Scope | null }>(
						sql`select scope from truth where id = ${id} for update`
					);
					const old = known?.scope ?? null;
					const row = this.#isOfTickets
						? ({ kind: 'ticket', id, month: monthOfRow(id) } as const)
						: ({ kind: 'unit', id } as const);
					if (chance() < 0.1) await delay(chance() * 4);
					await tx.execute(sql`update truth set scope = ${scope}, body = ${body} where id = ${id}`);
					if (old !== null && old !== scope) changes.push({ ...row, scope: old, body: null });
					if (scope !== null) changes.push({ ...row, scope, body });
				}
				await recordChanges(tx, changes);
				if (chance() < 0.2) await delay(chance() * 4);
				if (undo) throw new Undone();
				return changes.map(({ scope }) => scope);
			});
			await writing.then(announce).catch((fault: unknown) => {
				if (!(fault instanceof Undone)) throw fault;
				undone += 1;
			});
		}
		return undone;
	}

	#plan(chance: () => number) {
		const some = <T>(list: readonly T[]): T => list[Math.floor(chance() * list.length)] as T;
		// In one order, so that two writers never wait for each other.
		const chosen = [...new Set([some(this.#ids), some(this.#ids), some(this.#ids)])].sort();
		return chosen.map((id) => ({
			id,
			scope: chance() < 0.2 ? null : some(this.scopes),
			body: JSON.stringify({ id, text: 'ż'.repeat(Math.floor(chance() * 200)), n: chance() })
		}));
	}
}

/** Asks one node, then another, for pages of any size, and counts what came before. */
class PullingDevice {
	readonly replica: Replica;
	twice = 0;
	remembered = 0;
	readonly #came = new Set<string>();

	constructor(nodes: readonly Services[], actor: Actor, chance: () => number) {
		this.replica = new Replica(async (request) => {
			const node = nodes[Math.floor(chance() * nodes.length)] as Services;
			const pageRows = 1 + Math.floor(chance() * 40);
			if (node.recent.answer(scopesOf(actor), request.cursors, pageRows)) this.remembered += 1;
			return this.#note(await pull({ ...node, pageRows }, actor, request));
		}, ownerKeyOf(actor));
	}

	/** @returns how many pulls it were */
	async pullUntil(isOver: () => boolean): Promise<number> {
		let pulls = 0;
		for (; !isOver(); pulls += 1) {
			await this.replica.pull();
			const held = [...this.replica.scopes.keys()].flatMap((scope) => this.replica.idsOf(scope));
			if (new Set(held).size < held.length) throw new Error('A row is in two scopes at once');
		}
		return pulls;
	}

	texts(scopes: readonly Scope[]): ReadonlySet<string> {
		return new Set(
			scopes.flatMap((scope) =>
				this.replica.rowsOf(scope).map((row) => `${scope} ${JSON.stringify(row)}`)
			)
		);
	}

	#note(page: PullResponse): PullResponse {
		for (const { scope, id, version } of page.rows) {
			const key = `${scope} ${id} ${String(version)}`;
			if (this.#came.has(key)) this.twice += 1;
			this.#came.add(key);
		}
		return page;
	}
}

/** As a device does; without anybody who listens, a node remembers nothing. */
async function listen(wakes: AsyncIterable<unknown>): Promise<void> {
	const stream = wakes[Symbol.asyncIterator]();
	while (!(await stream.next()).done);
}

class Undone extends Error {}

/**
 * Makes the seal of this database draw its version when the change is noted, as a sequence would, and
 * not when the transaction ends.
 */
export async function drawVersionsEarly(db: Database): Promise<void> {
	const [row] = await db.execute<{ source: string }>(
		sql`select pg_get_functiondef('sync_seal()'::regprocedure) as source`
	);
	const drawn = '(SELECT version FROM sync_seal WHERE xid = this_xid)';
	const early = [
		['version = s.version + 1', `version = greatest(s.version, ${drawn})`],
		['e.month, d.version', `e.month, ${drawn}`],
		['sum FROM drawn', 'sum FROM drawn ON CONFLICT DO NOTHING']
	].reduce((source, [right = '', wrong = '']) => {
		if (!source.includes(right)) throw new Error(`The seal does not say ${right}`);
		return source.replace(right, wrong);
	}, row?.source ?? '');
	await db.execute(sql`create sequence early_version start 1000000`);
	await db.execute(
		sql`alter table sync_seal add column version bigint default nextval('early_version')`
	);
	await db.execute(sql.raw(early));
}

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
