import { bigint, index, integer, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Letter } from '#lib/domain/ticket/letters.ts';
import { instant } from './instant.ts';

/**
 * E-mail that is to go, written down with what it tells of. The address is not here but in the ticket: it is
 * put right there, and consent is taken back there, until the letter goes.
 */
export const letter = pgTable(
	'letter',
	{
		id: bigint({ mode: 'number' }).primaryKey().generatedAlwaysAsIdentity(),
		ticketId: uuid().notNull(),
		/** Of the ticket's registration. */
		month: integer().notNull(),
		kind: text().$type<Letter>().notNull(),
		writtenAt: instant().notNull().defaultNow(),
		attempts: integer().notNull().default(0),
		/** Not before; while somebody sends it this is when another one may. */
		dueAt: instant().notNull().defaultNow()
	},
	(table) => [index().on(table.dueAt)]
);
