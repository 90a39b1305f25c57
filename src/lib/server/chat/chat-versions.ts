/** Which talks have moved, for those who listen: the truth behind the hints between nodes. */
import { inArray, sql } from 'drizzle-orm';
import type { Database } from '../db/connection.ts';
import { chat } from '../db/schema/index.ts';

/** What can be listened to: one talk, or all that consultants may see. */
export type ChatKey = `chat:${string}` | 'desk';

const PREFIX = 'chat:';
export const keyOfChat = (id: string): ChatKey => `chat:${id}`;

export async function lookAtChats(
	db: Database,
	keys: ReadonlySet<ChatKey>
): Promise<ReadonlyMap<ChatKey, number>> {
	const ids = [...keys].flatMap((key) => (key === 'desk' ? [] : [key.slice(PREFIX.length)]));
	const { id, version } = chat;
	const rows =
		ids.length === 0 ? [] : await db.select({ id, version }).from(chat).where(inArray(id, ids));
	const versions = new Map(rows.map((row) => [keyOfChat(row.id), row.version]));
	if (keys.has('desk')) versions.set('desk', await deskVersion(db));
	return versions;
}

/**
 * Another number whenever an open talk moves, comes or goes. No counter: of two transactions the one that
 * drew the lower number may be the later to commit, and would not be noticed.
 */
async function deskVersion(db: Database): Promise<number> {
	const [row] = await db.execute<{ version: string }>(sql`
		select coalesce(sum(hashtextextended(id::text, version) >> 16), 0) % 281474976710656 as version
		from chat where ended_at is null`);
	return Number(row?.version ?? 0);
}
