/** How the Knowledge Base is used, as counts by day, and the words that WZKM says mean the same. */
import { sql } from 'drizzle-orm';
import {
	boolean,
	check,
	date,
	integer,
	jsonb,
	pgTable,
	primaryKey,
	text
} from 'drizzle-orm/pg-core';
import type { Groups } from '#lib/domain/search/own-words.ts';
import { instant } from './instant.ts';

export const searchCount = pgTable(
	'search_count',
	{
		day: date({ mode: 'string' }).notNull(),
		query: text().notNull(),
		/** Of the article that was opened after it; empty where nothing was found. */
		ka: text().notNull().default(''),
		times: integer().notNull()
	},
	(table) => [primaryKey({ columns: [table.day, table.query, table.ka] })]
);

/** "Czy to pomogło?" */
export const articleOpinion = pgTable(
	'article_opinion',
	{
		day: date({ mode: 'string' }).notNull(),
		ka: text().notNull(),
		helped: boolean().notNull(),
		times: integer().notNull()
	},
	(table) => [primaryKey({ columns: [table.day, table.ka, table.helped] })]
);

export const searchWords = pgTable(
	'search_words',
	{
		single: boolean().primaryKey().default(true),
		groups: jsonb().$type<Groups>().notNull(),
		/** Raised by every change. */
		revision: integer().notNull(),
		savedAt: instant().notNull(),
		savedBy: text().notNull()
	},
	() => [check('search_words_one', sql`single`)]
);
