/** A talk that its resident has left. How talks end with their month: server/tickets/retention.ts. */
import { sql } from 'drizzle-orm';
import type { Database } from '../db/connection.ts';

/** A resident who was not heard of for so long does not come back to this talk. */
const ABANDONED_MS = 2 * 60 * 60_000;

/** @returns how many were ended, so that nobody waits for them any more */
export async function endAbandoned(db: Database, now: Date): Promise<number> {
	const since = new Date(now.getTime() - ABANDONED_MS);
	const ended = await db.execute(sql`
		with gone as (
			update chat set ended_at = ${now.toISOString()}::timestamptz, last_line = last_line + 1,
				version = version + 1
			where ended_at is null and seen_at < ${since.toISOString()}::timestamptz
			returning id, month, last_line
		)
		insert into chat_line (chat_id, month, n, id, type, by, name, at, text)
		select id, month, last_line, gen_random_uuid(), 'ended', 'resident', '',
			${now.toISOString()}::timestamptz, '' from gone
		returning chat_id`);
	return ended.length;
}
