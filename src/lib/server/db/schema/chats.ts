/**
 * Talks in the chat (§ 4, R4.1), in parts by month as tickets are (drizzle/0008_months.sql): a talk moves to
 * the month of the ticket that is made from it, and with it all its lines. Nothing refers to a ticket by a
 * foreign key; a talk knows its ticket's id and month.
 */
import { sql } from 'drizzle-orm';
import {
	bigint,
	index,
	integer,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { LineType, Speaker } from '#lib/domain/chat/talk.ts';
import { instant } from './instant.ts';

export const chat = pgTable(
	'chat',
	{
		/** Made by the resident's browser, together with the secret. */
		id: uuid().notNull(),
		/** SHA-256 of the secret, hexadecimal. */
		secretHash: text().notNull(),
		/** By which it leaves: of its start, or of its ticket's registration; see domain/retention.ts. */
		month: integer().notNull(),
		startedAt: instant().notNull(),
		/** The consultant who has it; null while it waits. No foreign key: dropping a month would lock all people. */
		ownerId: uuid(),
		ownerName: text(),
		endedAt: instant(),
		ticketId: uuid(),
		/** The number of the last line. */
		lastLine: integer().notNull().default(0),
		/** Up to which line the consultant has seen it. */
		readLine: integer().notNull().default(0),
		/** Grows with whatever a reader may want to know. */
		version: bigint({ mode: 'number' }).notNull().default(1),
		/** When the resident's browser was last heard of. */
		seenAt: instant().notNull(),
		residentTypedAt: instant(),
		consultantTypedAt: instant()
	},
	(table) => [
		primaryKey({ columns: [table.id, table.month] }),
		index()
			.on(table.ticketId)
			.where(sql`ticket_id is not null`),
		index('chat_open')
			.on(table.startedAt)
			.where(sql`ended_at is null`)
	]
);

/** What was said and what happened, in order; never changed. */
export const chatLine = pgTable(
	'chat_line',
	{
		chatId: uuid().notNull(),
		/** Of the talk. */
		month: integer().notNull(),
		/** From 1 without a gap, drawn under the lock of the talk's row. */
		n: integer().notNull(),
		/** Made by whoever wrote it: sent again, it is the same line. */
		id: uuid().notNull(),
		type: text().$type<LineType>().notNull(),
		by: text().$type<Speaker>().notNull(),
		/** Of the consultant, as it was then; empty for the resident. */
		name: text().notNull(),
		at: instant().notNull(),
		text: text().notNull()
	},
	(table) => [
		primaryKey({ columns: [table.chatId, table.n, table.month] }),
		unique().on(table.chatId, table.id, table.month)
	]
);
