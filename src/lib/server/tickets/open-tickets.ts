import { sql, type SQL } from 'drizzle-orm';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type { Database } from '../db/connection.ts';

/** Tickets looked at in one go: others are answered between two of them. */
const PAGE = 200;

const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/**
 * All tickets that have not ended, page by page; unlocked, so whoever acts on one looks once more.
 * @param also what else is true of them
 */
export async function* openTickets(
	db: Database,
	also: SQL = sql`true`
): AsyncGenerator<readonly Ticket[]> {
	for (let after = FIRST_ID; ;) {
		const page = await db.execute<{ id: string; state: Ticket }>(sql`
			select id, state from ticket
			where status <> 'ended' and ${also} and id > ${after} order by id limit ${PAGE}`);
		yield page.map(({ state }) => state);
		const last = page.at(-1);
		if (!last || page.length < PAGE) return;
		after = last.id;
	}
}
