/**
 * State comes down from here: for each scope the reader may hold, what changed since the device's
 * cursor, read in one snapshot over all scopes, so that a ticket which moves from one to another is
 * never seen in both or in neither.
 */
import { and, eq, inArray, isNotNull, or, sql } from 'drizzle-orm';
import type { Actor } from '#lib/domain/org/roles.ts';
import { PACKED_FROM } from '#lib/sync/pack.ts';
import {
	PACKS_SINCE,
	PULL_LIMIT,
	type Cursor,
	type Head,
	type PulledRow,
	type PullRequest,
	type PullResponse
} from '#lib/sync/protocol.ts';
import { holdsTickets, PACKED_SCOPES, scopesOf, type Scope } from '#lib/sync/scope.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { syncHistory, syncMember, syncScope } from '../db/schema/index.ts';
import { admit } from './admission.ts';
import { LASTING } from './change-log.ts';
import { wholeVersions } from './page.ts';
import type { RecentChanges } from './recent-changes.ts';

export type PullServices = {
	readonly db: Database;
	readonly now: () => Date;
	/** Answers most of the devices that one change has woken; without it all ask the database. */
	readonly recent?: RecentChanges;
	/** Rows in one page, where it is not the usual number. */
	readonly pageRows?: number;
	/** From how many rows on a scope comes in packs, where it is not the usual number. */
	readonly packedFrom?: number;
};

type ScopeState = Pick<Head, 'version' | 'count' | 'sum'> & {
	readonly id: number;
	readonly scope: Scope;
	readonly goneThrough: number | null;
};
type Start = { readonly state: ScopeState; readonly since: number; readonly reset: boolean };

export async function pull(
	{ db, now, recent, pageRows = PULL_LIMIT, packedFrom = PACKED_FROM }: PullServices,
	actor: Actor,
	request: PullRequest
): Promise<PullResponse> {
	admit(actor, request);
	const granted = scopesOf(actor);
	const known = recent?.answer(granted, request.cursors, pageRows);
	if (known)
		return {
			serverTime: now().toISOString(),
			heads: [...known.heads],
			rows: [...known.rows],
			more: false
		};
	return db.transaction(
		async (tx) => {
			if (granted.some(holdsTickets)) await holdParts(tx);
			const states = await readStates(tx, granted);
			const starts = await resume(tx, states, request.cursors);
			const rows: PulledRow[] = [];
			const held = new Set(
				request.cursors.filter(({ version }) => version > 0).map(({ scope }) => scope)
			);
			const heads: Head[] = granted
				.filter((scope) => !states.has(scope))
				.map((scope) => ({ scope, version: 0, count: 0, sum: 0, reset: held.has(scope) }));
			let more = false;
			for (const start of starts) {
				if (request.protocol >= PACKS_SINCE && comesInPacks(start, packedFrom)) {
					heads.push({ ...headOf(start, 0), packed: true });
					continue;
				}
				const page = await readPage(tx, start, pageRows - rows.length);
				rows.push(...page.rows);
				heads.push(headOf(start, page.version));
				more ||= page.version < start.state.version;
			}
			return { serverTime: now().toISOString(), heads, rows, more };
		},
		{ isolationLevel: 'repeatable read', accessMode: 'read only' }
	);
}

const comesInPacks = ({ state, since }: Start, packedFrom: number): boolean =>
	since === 0 && state.count >= packedFrom && PACKED_SCOPES.includes(state.scope);

function headOf({ state, reset }: Start, version: number): Head {
	const { scope, count, sum, goneThrough } = state;
	return { scope, version, count, sum, reset, ...(goneThrough === null ? {} : { goneThrough }) };
}

/**
 * Before the snapshot is taken, which the first question does: a month that is dropped is gone for older
 * snapshots as well, and they would count rows that they no longer find.
 */
async function holdParts(tx: Transaction): Promise<void> {
	await tx.execute(sql`lock table ${syncMember} in access share mode`);
}

async function readStates(
	tx: Transaction,
	scopes: readonly Scope[]
): Promise<ReadonlyMap<Scope, ScopeState>> {
	const rows = await tx
		.select({
			id: syncScope.id,
			scope: syncScope.key,
			version: syncScope.version,
			count: syncScope.count,
			sum: syncScope.sum,
			goneThrough: syncScope.goneThrough
		})
		.from(syncScope)
		.where(inArray(syncScope.key, [...scopes]));
	return new Map(rows.map((row) => [row.scope, row]));
}

/**
 * Where each scope goes on: at its cursor when that is a state this history had, else from nothing.
 * A restored server draws the same versions again; only the checksum tells the two histories apart.
 */
async function resume(
	tx: Transaction,
	states: ReadonlyMap<Scope, ScopeState>,
	cursors: readonly Cursor[]
): Promise<readonly Start[]> {
	const held = new Map(cursors.map((cursor) => [cursor.scope, cursor]));
	const asked = [...states.values()].flatMap(({ id, scope }) => {
		const cursor = held.get(scope);
		return cursor && cursor.version > 0 && cursor.sum !== null
			? [and(eq(syncHistory.scope, id), eq(syncHistory.version, cursor.version))]
			: [];
	});
	const past =
		asked.length > 0
			? await tx
					.select()
					.from(syncHistory)
					.where(or(...asked))
			: [];
	return [...states.values()].map((state) => {
		const cursor = held.get(state.scope);
		if (!cursor || cursor.version === 0) return { state, since: 0, reset: false };
		const sameHistory =
			cursor.sum === null
				? cursor.version <= state.version
				: past.some(
						({ scope, version, sum }) =>
							scope === state.id && version === cursor.version && sum === cursor.sum
					);
		return sameHistory
			? { state, since: cursor.version, reset: false }
			: { state, since: 0, reset: true };
	});
}

type Page = { readonly rows: readonly PulledRow[]; readonly version: number };

async function readPage(tx: Transaction, start: Start, room: number): Promise<Page> {
	const { state, since } = start;
	if (since >= state.version) return { rows: [], version: state.version };
	if (room <= 0) return { rows: [], version: since };
	const rows = await readRows(tx, start, { limit: room + 1 });
	if (rows.length <= room) return { rows, version: state.version };
	const page = wholeVersions(rows.slice(0, room), rows[room]?.version ?? 0);
	const last = page.at(-1);
	if (last) return { rows: page, version: last.version };
	// One version alone is larger than a page: it comes whole.
	const only = rows[0]?.version ?? state.version;
	return { rows: await readRows(tx, start, { version: only }), version: only };
}

async function readRows(
	tx: Transaction,
	{ state, since }: Start,
	which: { limit: number } | { version: number }
): Promise<PulledRow[]> {
	const { scope, version, kind, id, month, body } = syncMember;
	// The planner cannot know it, and would ask the part of every month.
	const part = holdsTickets(state.scope) ? undefined : eq(month, LASTING);
	const from = 'version' in which ? eq(version, which.version) : sql`${version} > ${since}`;
	// A first load need not hear of what left before it began.
	const present = since === 0 ? isNotNull(body) : undefined;
	const query = tx
		.select({ kind, id, version, body })
		.from(syncMember)
		.where(and(eq(scope, state.id), part, from, present))
		.orderBy(version);
	const rows = await ('limit' in which ? query.limit(which.limit) : query);
	return rows.map((row) => ({ scope: state.scope, ...row }));
}
