import {
	bigint,
	index,
	integer,
	jsonb,
	pgSequence,
	pgTable,
	primaryKey,
	text,
	uuid
} from 'drizzle-orm/pg-core';
import type { Ticket, TicketEvent } from '#lib/domain/ticket/ticket.ts';
import type { Status } from '#lib/domain/ticket/vocabulary.ts';
import { instant } from './instant.ts';

/** Running part of the official number. */
export const ticketNumber = pgSequence('ticket_number');

/** The state of each ticket: the fold of its events, written with them. */
export const ticket = pgTable(
	'ticket',
	{
		id: uuid().primaryKey(),
		number: text().notNull().unique(),
		receiptCode: text().notNull().unique(),
		status: text().$type<Status>().notNull(),
		/** Server time; retention counts from it (R3.2). */
		registeredAt: instant().notNull(),
		state: jsonb().$type<Ticket>().notNull()
	},
	(table) => [index().on(table.registeredAt)]
);

/** What happened, in order; never changed. */
export const ticketEvent = pgTable(
	'ticket_event',
	{
		ticketId: uuid()
			.notNull()
			.references(() => ticket.id, { onDelete: 'cascade' }),
		position: integer().notNull(),
		commandId: uuid().notNull(),
		at: instant().notNull(),
		event: jsonb().$type<TicketEvent>().notNull()
	},
	(table) => [primaryKey({ columns: [table.ticketId, table.position] })]
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

/** Bytes that were uploaded; a photograph belongs to a ticket once a command says so. */
export const blob = pgTable(
	'blob',
	{
		/** SHA-256 of the bytes, hexadecimal. */
		sha256: text().primaryKey(),
		type: text().notNull(),
		bytes: bigint({ mode: 'number' }).notNull(),
		uploadedBy: text().notNull(),
		uploadedAt: instant().notNull().defaultNow()
	},
	(table) => [index().on(table.uploadedAt)]
);

/** Which tickets show a blob: who may see the ticket may see it. */
export const ticketBlob = pgTable(
	'ticket_blob',
	{
		ticketId: uuid()
			.notNull()
			.references(() => ticket.id, { onDelete: 'cascade' }),
		sha256: text()
			.notNull()
			.references(() => blob.sha256)
	},
	(table) => [primaryKey({ columns: [table.ticketId, table.sha256] }), index().on(table.sha256)]
);
