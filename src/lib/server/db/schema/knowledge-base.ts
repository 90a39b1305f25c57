/** The Knowledge Base: what is published, every version that ever was, and what waits for its review. */
import { sql } from 'drizzle-orm';
import {
	boolean,
	date,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	uniqueIndex,
	uuid
} from 'drizzle-orm/pg-core';
import type { Article, Content } from '#lib/domain/article/article.ts';
import type { FileProperties, FileType } from '#lib/domain/article/document-file.ts';
import type { ProposalState } from '#lib/domain/article/proposal.ts';
import type { Withdrawal } from '#lib/domain/article/withdrawal.ts';
import { instant } from './instant.ts';
import { unit } from './organisation.ts';

/** The hashes of the files that a text names in field 14, made by the database itself: no writer can forget one. */
const namedFiles = () =>
	jsonb()
		.$type<readonly string[]>()
		.generatedAlwaysAs(
			sql`jsonb_path_query_array(content, '$.fields.documents.*[*].files[*].sha256')`
		);

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
		publishedAt: instant().notNull(),
		files: namedFiles()
	},
	(table) => [
		uniqueIndex().on(table.articleId, table.no),
		index('article_version_files').using('gin', table.files)
	]
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
		changedAt: instant().notNull(),
		files: namedFiles()
	},
	(table) => [
		index().on(table.state, table.submittedAt),
		index().on(table.authorId),
		index('article_proposal_files').using('gin', table.files)
	]
);

/** A file of field 14 that was looked into; its bytes lie beside (files/article-files.ts). */
export const articleFile = pgTable(
	'article_file',
	{
		/** Of the bytes, hexadecimal. */
		sha256: text().primaryKey(),
		type: text().$type<FileType>().notNull(),
		bytes: integer().notNull(),
		/** For whoever submits or reviews it; nobody else is told (R12.3). */
		properties: jsonb().$type<FileProperties>().notNull(),
		/** Whether there is a picture of its first page. */
		isPictured: boolean().notNull(),
		/** The owner key of whoever brought it: theirs to see before anything names it. */
		broughtBy: text().notNull(),
		broughtAt: instant().notNull().defaultNow()
	},
	(table) => [index().on(table.broughtAt)]
);
