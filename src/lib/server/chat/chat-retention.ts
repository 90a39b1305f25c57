/** The end of a talk's time (R3.2, R3.3): with its ticket's month, or without one with that of its start. */
import { sql } from 'drizzle-orm';
import type { Database } from '../db/connection.ts';

/** Talks in one transaction; their lines go with them. */
const TALKS = 500;
/** A resident who was not heard of for so long does not come back to this talk. */
const ABANDONED_MS = 2 * 60 * 60_000;

/** @param last tickets of this month and before are gone */
export async function deleteTalks(db: Database, last: number): Promise<void> {
	for (;;) {
		const gone = await db.execute(sql`
			delete from chat where id in (
				select id from chat where month <= ${last} order by id limit ${TALKS} for update)
			returning id`);
		if (gone.length < TALKS) return;
	}
}

/** @returns how many were ended, so that nobody waits for them any more */
export async function endAbandoned(db: Database, now: Date): Promise<number> {
	const since = new Date(now.getTime() - ABANDONED_MS);
	const ended = await db.execute(sql`
		with gone as (
			update chat set ended_at = ${now.toISOString()}::timestamptz, last_line = last_line + 1,
				version = version + 1
			where ended_at is null and seen_at < ${since.toISOString()}::timestamptz
			returning id, last_line
		)
		insert into chat_line (chat_id, n, id, type, by, name, at, text)
		select id, last_line, gen_random_uuid(), 'ended', 'resident', '',
			${now.toISOString()}::timestamptz, '' from gone
		returning chat_id`);
	return ended.length;
}
