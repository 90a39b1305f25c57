/** Recordings of calls, and the log of who listened (R3.2). */
import { sql } from 'drizzle-orm';
import { check, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { AudioType } from '#lib/domain/recording.ts';
import { instant } from './instant.ts';

/**
 * One call. Its bytes lie under its own id and are nobody else's, so that they can be gone at once. The row
 * may come before the bytes: a consultant names the call while it still goes on.
 */
export const recording = pgTable(
	'recording',
	{
		id: uuid().primaryKey(),
		/** As the exchange names the call. */
		call: text().notNull().unique(),
		/** By which it leaves: of its ticket's registration, without one of the call. */
		month: integer().notNull(),
		ticketId: uuid(),
		/** The login of whoever answered. */
		agent: text().notNull().default(''),
		startedAt: instant(),
		seconds: integer(),
		type: text().$type<AudioType>(),
		bytes: integer(),
		sha256: text()
	},
	(table) => [
		index().on(table.month),
		index()
			.on(table.ticketId)
			.where(sql`ticket_id is not null`),
		index('recording_free')
			.on(table.agent, table.startedAt)
			.where(sql`ticket_id is null`),
		check('recording_whole', sql`(sha256 is null) = (started_at is null)`)
	]
);

export const AUDITED = ['recordingPlayed', 'recordingDeleted'] as const;
export type Audited = (typeof AUDITED)[number];

/** Who did what to what, by ids and chosen words: it outlives what it is about (KRI: two years). */
export const auditEntry = pgTable(
	'audit_entry',
	{
		id: uuid().primaryKey(),
		at: instant().notNull(),
		personId: uuid().notNull(),
		personName: text().notNull(),
		action: text().$type<Audited>().notNull(),
		subject: uuid().notNull(),
		ticketId: uuid(),
		reason: text().notNull()
	},
	(table) => [index().on(table.at), index().on(table.subject)]
);
