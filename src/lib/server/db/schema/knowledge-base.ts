/** The Knowledge Base: what is published, every version that ever was, and what waits for its review. */
import { sql } from 'drizzle-orm';
import { date, index, integer, jsonb, pgTable, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core';
import type { Article, Content } from '#lib/domain/article/article.ts';
import type { ProposalState } from '#lib/domain/article/proposal.ts';
import type { Withdrawal } from '#lib/domain/article/withdrawal.ts';
import { instant } from './instant.ts';
import { unit } from './organisation.ts';

export const article = pgTable(
	'article',
	{
		id: uuid().primaryKey(),
		/** The KA number: stable over every address and version. */
		ka: text().notNull().unique(),
		/** Which version is in force; those with higher numbers begin on a day to come. */
		versionNo: integer().notNull().default(1),
		/** That version, all 26 fields; readers only ever get a projection of it. */
		content: jsonb().$type<Article>().notNull(),
		/** § 13: routing follows from the article, so it can be asked for without opening it. */
		unitId: uuid()
			.notNull()
			.references(() => unit.id),
		cellId: uuid().references(() => unit.id),
		validFrom: date({ mode: 'string' }).notNull(),
		validTo: date({ mode: 'string' }),
		updatedAt: instant().notNull().defaultNow(),
		/** Null while it holds; what is withdrawn explains itself, and points to what holds instead. */
		withdrawal: jsonb().$type<Withdrawal>(),
		/** When it was published, or its head last said that it is still right. */
		reviewedOn: date({ mode: 'string' })
			.notNull()
			.default(sql`(now() at time zone 'Europe/Warsaw')::date`)
	},
	(table) => [index().on(table.unitId)]
);

/** A version as it was published; never changed again. */
export const articleVersion = pgTable(
	'article_version',
	{
		/** Under this name devices hold a version that begins on a day to come. */
		id: uuid().primaryKey().defaultRandom(),
		articleId: uuid().notNull(),
		/** From 1, in the order of their publication. */
		no: integer().notNull(),
		content: jsonb().$type<Article>().notNull(),
		beginsOn: date({ mode: 'string' }).notNull(),
		/** Who entered it: the head who submitted it; null where it was imported. */
		enteredBy: text(),
		enteredAt: instant().notNull(),
		/** The editor of WZKM; null where it was imported. */
		publishedBy: text(),
		publishedAt: instant().notNull()
	},
	(table) => [uniqueIndex().on(table.articleId, table.no)]
);

/** A remark of the review. */
export type ReviewRemark = { readonly by: string; readonly at: string; readonly text: string };

export const articleProposal = pgTable(
	'article_proposal',
	{
		id: uuid().primaryKey(),
		/** Null for a new article. */
		articleId: uuid(),
		/** The version that it was made from; null for a new article. */
		baseNo: integer(),
		content: jsonb().$type<Content>().notNull(),
		state: text().$type<ProposalState>().notNull(),
		/** Raised by every change, so that nobody decides on what they have not seen. */
		revision: integer().notNull().default(1),
		authorId: uuid().notNull(),
		authorName: text().notNull(),
		unitId: uuid()
			.notNull()
			.references(() => unit.id),
		cellId: uuid().references(() => unit.id),
		remarks: jsonb().$type<readonly ReviewRemark[]>().notNull().default([]),
		submittedAt: instant().notNull(),
		changedAt: instant().notNull()
	},
	(table) => [index().on(table.state, table.submittedAt), index().on(table.authorId)]
);
