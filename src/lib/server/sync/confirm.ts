/**
 * Whether this server still says what it answered. One that was put back to an earlier state has
 * forgotten some, and a device whose scopes did not change would never notice.
 */
import { and, eq, inArray, or } from 'drizzle-orm';
import type { Actor } from '#lib/domain/org/roles.ts';
import type { ConfirmRequest, ConfirmResponse, Told } from '#lib/sync/protocol.ts';
import type { Database } from '../db/connection.ts';
import { syncCommand } from '../db/schema/index.ts';
import { admit } from './admission.ts';

export async function confirm(
	{ db }: { readonly db: Database },
	actor: Actor,
	request: ConfirmRequest
): Promise<ConfirmResponse> {
	admit(actor, request);
	const { client, told } = request;
	if (told.length === 0) return { unknown: [], different: [] };
	const ids = told.map(({ id }) => id);
	const seqs = told.flatMap(({ seq }) => (seq === null ? [] : [seq]));
	const rows = await db
		.select({
			id: syncCommand.id,
			client: syncCommand.client,
			seq: syncCommand.seq,
			outcome: syncCommand.outcome
		})
		.from(syncCommand)
		.where(
			or(
				inArray(syncCommand.id, ids),
				and(eq(syncCommand.client, client), inArray(syncCommand.seq, seqs))
			)
		);
	const statuses = new Map(rows.map(({ id, outcome }) => [id, outcome?.status]));
	const places = new Set(rows.flatMap((row) => (row.client === client ? [row.seq] : [])));
	const isDifferent = ({ id, status }: Told) => (statuses.get(id) ?? status) !== status;
	// Known by its id, but not where the next command of the case would look for it.
	const hasNoPlace = ({ seq }: Told) => seq !== null && !places.has(seq);
	const isUnknown = (one: Told) =>
		!isDifferent(one) && (statuses.get(one.id) === undefined || hasNoPlace(one));
	const idsOf = (which: (one: Told) => boolean) => told.filter(which).map(({ id }) => id);
	return { unknown: idsOf(isUnknown), different: idsOf(isDifferent) };
}
