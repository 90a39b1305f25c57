/** What each side is shown of a talk, and the consultants of what waits. What leaves is listed here. */
import { and, asc, eq, gt, sql } from 'drizzle-orm';
import { LINES_AT_ONCE, type Line, type TalkState } from '#lib/domain/chat/talk.ts';
import { may } from '#lib/domain/org/policy.ts';
import type { Actor, StaffActor } from '#lib/domain/org/roles.ts';
import type { Database } from '../db/connection.ts';
import { chat, chatLine, ticket } from '../db/schema/index.ts';
import { findChat, ownerIn, stateOf, type Access, type ChatRow } from './chat-access.ts';

/** Who typed longer ago than this has stopped. */
const TYPING_MS = 6000;
/** Whose browser was not heard of for so long is not there; it asks every ten seconds. */
export const AWAY_MS = 45_000;
/** How exactly the last sign of the resident's browser is kept. */
const SEEN_EVERY_MS = 10_000;
/** A consultant makes a ticket of a talk that has ended on the same day. */
const ENDED_SHOWN_MS = 12 * 60 * 60_000;

export type TalkAnswer = {
	readonly serverTime: string;
	readonly state: TalkState;
	/** How many wait before it; null when it does not wait. */
	readonly ahead: number | null;
	/** The consultant's; for the resident the first name alone. */
	readonly name: string | null;
	/** After the line that was asked for, from there on without a gap. */
	readonly lines: readonly Line[];
	readonly more: boolean;
	/** The other side is typing. */
	readonly typing: boolean;
	/** The other side's browser has not been heard of for a while; of a consultant it is not said. */
	readonly away: boolean;
	/** What became of it. */
	readonly ticket: TalkTicket | null;
};
export type TalkTicket = {
	readonly id: string;
	readonly number: string;
	readonly receiptCode: string;
};

/** @returns null where the talk is not theirs */
export async function readTalk(
	db: Database,
	access: Access,
	{ after, now }: { readonly after: number; readonly now: Date }
): Promise<TalkAnswer | null> {
	const row = await findChat(db, access);
	if (!row) return null;
	if (access.by === 'resident' && now.getTime() - row.seenAt.getTime() > SEEN_EVERY_MS)
		await db.update(chat).set({ seenAt: now }).where(eq(chat.id, row.id));
	const state = stateOf(row);
	const found = await linesAfter(db, row.id, after);
	const shown = access.by === 'resident' ? firstName : (name: string) => name;
	const owner = ownerIn(row);
	const typedAt = access.by === 'resident' ? row.consultantTypedAt : row.residentTypedAt;
	return {
		serverTime: now.toISOString(),
		state,
		ahead: state === 'waiting' ? await countAhead(db, row, now) : null,
		name: owner && shown(owner.name),
		lines: found.slice(0, LINES_AT_ONCE).map((line) => ({ ...line, name: shown(line.name) })),
		more: found.length > LINES_AT_ONCE,
		typing: typedAt !== null && now.getTime() - typedAt.getTime() < TYPING_MS,
		away: access.by === 'consultant' && isAway(row, now),
		ticket: await ticketOf(db, row)
	};
}

const firstName = (name: string): string => name.split(' ', 1)[0] ?? '';
const isAway = ({ seenAt }: Pick<ChatRow, 'seenAt'>, now: Date): boolean =>
	now.getTime() - seenAt.getTime() > AWAY_MS;

/** One more than is shown at once, where there are more. */
async function linesAfter(db: Database, id: string, after: number): Promise<readonly Line[]> {
	const rows = await db
		.select()
		.from(chatLine)
		.where(and(eq(chatLine.chatId, id), gt(chatLine.n, after)))
		.orderBy(asc(chatLine.n))
		.limit(LINES_AT_ONCE + 1);
	return rows.map(lineOf);
}

const lineOf = ({ id, n, type, by, name, at, text }: typeof chatLine.$inferSelect): Line => ({
	...{ id, n, type, by, name, text },
	at: at.toISOString()
});

/** Whoever has left the page keeps their place and holds up nobody. */
async function countAhead(db: Database, row: ChatRow, now: Date): Promise<number> {
	const heardSince = new Date(now.getTime() - AWAY_MS);
	const [found] = await db.execute<{ ahead: number }>(sql`
		select count(*)::int as ahead from chat
		where ended_at is null and owner_id is null and seen_at > ${heardSince.toISOString()}::timestamptz
			and (started_at, id) < (${row.startedAt.toISOString()}::timestamptz, ${row.id}::uuid)`);
	return found?.ahead ?? 0;
}

/** The talk lies in the month of its ticket. */
async function ticketOf(db: Database, row: ChatRow): Promise<TalkTicket | null> {
	if (row.ticketId === null) return null;
	const { id, number, receiptCode } = ticket;
	const [found] = await db
		.select({ id, number, receiptCode })
		.from(ticket)
		.where(and(eq(ticket.id, row.ticketId), eq(ticket.month, row.month)));
	return found ?? null;
}

/** A talk in a consultant's list. */
export type ListedTalk = {
	readonly id: string;
	readonly state: TalkState;
	readonly startedAt: string;
	readonly away: boolean;
	/** Lines of the resident that the consultant has not seen. */
	readonly unread: number;
	/** What the resident began with; empty while nothing was written. */
	readonly words: string;
	readonly version: number;
	readonly hasTicket: boolean;
};

/** What waits, and what the consultant has; the oldest first. */
export async function listTalks(
	db: Database,
	actor: StaffActor,
	now: Date
): Promise<readonly ListedTalk[]> {
	const endedSince = new Date(now.getTime() - ENDED_SHOWN_MS);
	// A column written here as one of the outer table would be looked for in the inner one first.
	const said = sql`select 1 from chat_line line where line.chat_id = chat.id
		and line.type = 'said' and line.by = 'resident'`;
	const rows = await db
		.select({
			row: chat,
			unread: sql<number>`(select count(*)::int from (${said} and line.n > chat.read_line) unread)`,
			words: sql<string>`coalesce((select line.text from chat_line line
				where line.chat_id = chat.id and line.type = 'said' and line.by = 'resident'
				order by line.n limit 1), '')`
		})
		.from(chat)
		.where(
			sql`(${chat.endedAt} is null and (${chat.ownerId} is null or ${chat.ownerId} = ${actor.id}))
				or (${chat.ownerId} = ${actor.id} and ${chat.ticketId} is null
					and ${chat.endedAt} > ${endedSince.toISOString()}::timestamptz)`
		)
		.orderBy(asc(chat.startedAt), asc(chat.id));
	return rows.map(({ row, unread, words }) => ({
		id: row.id,
		state: stateOf(row),
		startedAt: row.startedAt.toISOString(),
		away: isAway(row, now),
		unread,
		words: words.slice(0, 200),
		version: row.version,
		hasTicket: row.ticketId !== null
	}));
}

/** The talk that a ticket was made from. @returns null where there is none, or none for this reader */
export async function readTalkOfTicket(
	db: Database,
	actor: Actor,
	ticketId: string
): Promise<readonly Line[] | null> {
	const [found] = await db
		.select({ state: ticket.state, chatId: chat.id })
		.from(chat)
		.innerJoin(ticket, and(eq(ticket.id, chat.ticketId), eq(ticket.month, chat.month)))
		.where(eq(chat.ticketId, ticketId));
	if (!found || !may(actor, 'ticket.readTalk', found.state)) return null;
	const rows = await db
		.select()
		.from(chatLine)
		.where(eq(chatLine.chatId, found.chatId))
		.orderBy(asc(chatLine.n));
	return rows.map(lineOf);
}
