/** The portal's terms (R4.2). */
import { sql } from 'drizzle-orm';
import { boolean, check, integer, pgTable, text } from 'drizzle-orm/pg-core';
import { instant } from './instant.ts';

/** Approved, published and never changed again. */
export const portalTerms = pgTable('portal_terms', {
	version: integer().primaryKey(),
	text: text().notNull(),
	approvedAt: instant().notNull(),
	approvedBy: text().notNull()
});

/** The one draft of the next version, if there is any. */
export const portalTermsDraft = pgTable(
	'portal_terms_draft',
	{
		single: boolean().primaryKey().default(true),
		text: text().notNull(),
		savedAt: instant().notNull(),
		savedBy: text().notNull()
	},
	() => [check('portal_terms_draft_one', sql`single`)]
);
