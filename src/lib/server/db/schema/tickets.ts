/**
 * What belongs to a ticket lies in parts by the month in which it was registered (domain/retention.ts),
 * so that a month leaves by dropping its parts: server/tickets/months.ts, drizzle/0008_months.sql.
 * Nothing is unique, and nothing can be referred to, but within a month.
 */
import { sql, type SQL, type SQLWrapper } from 'drizzle-orm';
import {
	bigint,
	index,
	integer,
	jsonb,
	pgSequence,
	pgTable,
	primaryKey,
	text,
	unique,
	uuid
} from 'drizzle-orm/pg-core';
import type { Ticket, TicketEvent } from '#lib/domain/ticket/ticket.ts';
import type { Kind, Satisfaction, Status } from '#lib/domain/ticket/vocabulary.ts';
import { instant } from './instant.ts';

/** Running part of the official number. */
export const ticketNumber = pgSequence('ticket_number');

const partOf = (state: SQL) => text().generatedAlwaysAs(state);

/** The digits of the caller's telephone, as phoneKey has them (domain/ticket/alike.ts). */
export const callerOf = (state: SQLWrapper): SQL =>
	sql`(right(regexp_replace(${state}->'contact'->>'phone', '[^0-9]', '', 'g'), 9))`;

/** The state of each ticket: the fold of its events, written with them. */
export const ticket = pgTable(
	'ticket',
	{
		month: integer().notNull(),
		id: uuid().notNull(),
		number: text().notNull(),
		receiptCode: text().notNull(),
		status: text().$type<Status>().notNull(),
		/** Server time; retention counts from it (R3.2). */
		registeredAt: instant().notNull(),
		state: jsonb().$type<Ticket>().notNull(),
		/** What the month's counts are made of (ticketCount), so that no state has to be opened for them. */
		channel: partOf(sql`(state->>'channel')`),
		kind: partOf(sql`(state->>'kind')`),
		ending: partOf(sql`(state->>'ending')`),
		unit: partOf(sql`(state->'competent'->>'unitId')`)
	},
	(table) => [
		primaryKey({ columns: [table.id, table.month] }),
		unique().on(table.number, table.month),
		unique().on(table.receiptCode, table.month),
		// Every minute somebody looks whose time is up (watch-clocks.ts); most tickets have ended.
		index('ticket_open')
			.on(table.id)
			.where(sql`status <> 'ended'`),
		// What is looked up before a ticket is taken down (alike.ts).
		index('ticket_caller').on(callerOf(table.state)),
		// Those that may have to follow another, or be followed (follow-main.ts).
		index('ticket_open_linked')
			.on(table.id)
			.where(sql`status <> 'ended' and state->'links' is not null`),
		index('ticket_open_since')
			.on(table.registeredAt)
			.where(sql`status <> 'ended'`),
		index('ticket_open_category')
			.on(sql`(state->>'categoryId')`, table.registeredAt)
			.where(sql`status <> 'ended'`)
	]
);

/** What happened, in order; never changed. */
export const ticketEvent = pgTable(
	'ticket_event',
	{
		/** Of the ticket's registration, not of the event. */
		month: integer().notNull(),
		ticketId: uuid().notNull(),
		position: integer().notNull(),
		commandId: uuid().notNull(),
		at: instant().notNull(),
		event: jsonb().$type<TicketEvent>().notNull()
	},
	(table) => [primaryKey({ columns: [table.ticketId, table.position, table.month] })]
);

/** What remains of tickets whose time is over (R3.3): how many there were, and nothing of anybody. */
export const ticketCount = pgTable(
	'ticket_count',
	{
		/** Of registration, year × 12 + month; see domain/retention.ts. */
		month: integer().notNull(),
		channel: text().notNull(),
		/** Empty where nobody had marked it. */
		kind: text().notNull(),
		/** How it ended, or the status in which its time ended. */
		ending: text().notNull(),
		/** The unit that was competent last; empty where none was. */
		unit: text().notNull(),
		tickets: integer().notNull()
	},
	(table) => [
		primaryKey({
			columns: [table.month, table.channel, table.kind, table.ending, table.unit]
		})
	]
);

/** Answers to the one question after the end: how many, and of whom nothing. */
export const satisfactionCount = pgTable(
	'satisfaction_count',
	{
		/** In which it was answered, year × 12 + month. */
		month: integer().notNull(),
		/** The unit that was competent last; null where none was. */
		unitId: uuid(),
		kind: text().$type<Kind>().notNull(),
		answer: text().$type<Satisfaction>().notNull(),
		answers: integer().notNull()
	},
	(table) => [
		unique('satisfaction_count_of')
			.on(table.month, table.unitId, table.kind, table.answer)
			.nullsNotDistinct()
	]
);

export type BlobDrawn = 'waiting' | 'ready' | 'unreadable';

/** Bytes that were uploaded; a photograph belongs to a ticket once a command says so. */
export const blob = pgTable(
	'blob',
	{
		/** SHA-256 of the bytes, hexadecimal. */
		sha256: text().primaryKey(),
		type: text().notNull(),
		bytes: bigint({ mode: 'number' }).notNull(),
		uploadedBy: text().notNull(),
		uploadedAt: instant().notNull().defaultNow(),
		/** Shown to somebody only when it was drawn anew (files/redrawing.ts). */
		drawn: text().$type<BlobDrawn>().notNull().default('waiting')
	},
	(table) => [
		index().on(table.uploadedAt),
		index('blob_waiting')
			.on(table.uploadedAt)
			.where(sql`drawn = 'waiting'`)
	]
);

/** Which tickets show a blob: who may see the ticket may see it. */
export const ticketBlob = pgTable(
	'ticket_blob',
	{
		month: integer().notNull(),
		ticketId: uuid().notNull(),
		/** No foreign key, which would ask every month's part for each that is deleted: see retention.ts. */
		sha256: text().notNull()
	},
	(table) => [
		primaryKey({ columns: [table.ticketId, table.sha256, table.month] }),
		index().on(table.sha256)
	]
);
