import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { hashFromDigest, hashedText } from '#lib/sync/checksum.ts';
import type { EntityKind, Scope } from '#lib/sync/scope.ts';
import type { Transaction } from '../db/connection.ts';

/** What a scope's readers shall have from now on: the text of a row, or null when it leaves them. */
export type ScopeChange = {
	readonly scope: Scope;
	readonly id: string;
	readonly body: string | null;
} & (
	| {
			readonly kind: 'ticket';
			/** Of its registration: with it goes what devices are told of the ticket. */
			readonly month: number;
	  }
	| { readonly kind: Exclude<EntityKind, 'ticket'> }
);

/** The part of what has no end. */
export const LASTING = 0;

/** Rows noted in one statement: large enough for imports, small enough for one message. */
const BATCH = 1000;

/**
 * Notes, inside the transaction that changes an entity, what changes for whom. The seal (drizzle/
 * 0001_seal.sql) draws the versions when the transaction commits. The caller holds the lock of the
 * entity's row, so that two projections of it never cross. New scopes are made in one order, so that
 * transactions which make the same ones never wait for each other; whoever calls this several times in
 * one transaction may meet a deadlock there, and has to repeat it.
 */
export async function recordChanges(
	tx: Transaction,
	changes: readonly ScopeChange[]
): Promise<void> {
	for (let start = 0; start < changes.length; start += BATCH) {
		const batch = changes.slice(start, start + BATCH);
		if ((await note(tx, batch)) === batch.length) continue;
		// A scope that is new is rare. What was noted already is noted twice then: the last word counts.
		await makeScopes(tx, changes);
		await note(tx, batch);
	}
}

/** @returns how many were noted: those whose scope there is */
async function note(tx: Transaction, changes: readonly ScopeChange[]): Promise<number> {
	const rows = changes.map((change) => ({
		...change,
		month: change.kind === 'ticket' ? change.month : LASTING,
		hash: change.body === null ? 0 : hashOf({ ...change, body: change.body })
	}));
	const { count } = await tx.execute(sql`
		with asked as (insert into sync_seal default values on conflict do nothing)
		insert into sync_pending (scope, kind, id, month, hash, body)
		select known.id, change.kind, change.id, change.month, change.hash, change.body
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as change (scope text, kind text, id uuid, month int, hash bigint, body text)
		join sync_scope known on known.key = change.scope`);
	return count;
}

async function makeScopes(tx: Transaction, changes: readonly ScopeChange[]): Promise<void> {
	const keys = [...new Set(changes.map(({ scope }) => scope))];
	await tx.execute(sql`
		insert into sync_scope (key)
		select key from unnest(${sql.param(keys)}::text[]) key
		where not exists (select from sync_scope known where known.key = key.key)
		order by key
		on conflict do nothing`);
}

function hashOf(row: { kind: EntityKind; id: string; body: string }): number {
	return hashFromDigest(createHash('sha256').update(hashedText(row)).digest());
}
