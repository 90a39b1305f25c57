/** One look at many scopes, in one statement and therefore in one snapshot. */
import { sql } from 'drizzle-orm';
import type { PulledRow } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';
import type { Database } from '../db/connection.ts';

/** Rows and versions that a look brings of one scope at the most, and that a node keeps of it. */
export const LOOK_ROWS = 200;

export type SeenScope = {
	readonly scope: Scope;
	readonly version: number;
	readonly count: number;
	readonly sum: number;
	readonly goneThrough: number | null;
	/** Newer than what was asked for, the newest first; one more than LOOK_ROWS where there are more. */
	readonly rows: readonly Omit<PulledRow, 'scope'>[];
	/** The checksum at each of the last LOOK_ROWS versions, from the one that was asked for. */
	readonly history: readonly { readonly version: number; readonly sum: number }[];
};

/** @param since which version of each scope is known already; null asks for its head alone */
export async function lookAt(
	db: Database,
	since: ReadonlyMap<Scope, number | null>
): Promise<readonly SeenScope[]> {
	const keys = sql.param([...since.keys()]);
	const versions = sql.param([...since.values()]);
	const found = await db.execute<{ seen: SeenScope }>(sql`
		select json_build_object(
			'scope', head.key, 'version', head.version, 'count', head.count, 'sum', head.sum,
			'goneThrough', head.gone_through,
			'rows', coalesce((
				select json_agg(json_build_object('kind', kind, 'id', id, 'version', version, 'body', body))
				from (
					select kind, id, version, body from sync_member
					where scope = head.id and version > asked.version
					order by version desc limit ${LOOK_ROWS + 1}
				) newest), '[]'),
			'history', coalesce((
				select json_agg(json_build_object('version', version, 'sum', sum)) from sync_history
				where scope = head.id and version >= greatest(asked.version, head.version - ${LOOK_ROWS}::int)
					and asked.version is not null), '[]')
		) as seen
		from unnest(${keys}::text[], ${versions}::bigint[]) asked (key, version)
		join sync_scope head on head.key = asked.key`);
	return found.map(({ seen }) => seen);
}
