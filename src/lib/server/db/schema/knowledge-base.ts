import { date, index, jsonb, pgTable, text, uuid } from 'drizzle-orm/pg-core';
import type { Article } from '#lib/domain/article/article.ts';
import { instant } from './instant.ts';
import { unit } from './organisation.ts';

export const article = pgTable(
	'article',
	{
		id: uuid().primaryKey(),
		/** The KA number: stable over every address and version. */
		ka: text().notNull().unique(),
		/** The whole article, all 26 fields; readers only ever get a projection of it. */
		content: jsonb().$type<Article>().notNull(),
		/** § 13: routing follows from the article, so it can be asked for without opening it. */
		unitId: uuid()
			.notNull()
			.references(() => unit.id),
		cellId: uuid().references(() => unit.id),
		validFrom: date({ mode: 'string' }).notNull(),
		validTo: date({ mode: 'string' }),
		updatedAt: instant().notNull().defaultNow()
	},
	(table) => [index().on(table.unitId)]
);
