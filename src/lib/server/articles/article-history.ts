/** Every version of an article as it was published, with who entered and who published it and when. */
import { and, desc, eq, getTableColumns } from 'drizzle-orm';
import type { Article } from '#lib/domain/article/article.ts';
import type { VersionHead } from '#lib/domain/article/version.ts';
import type { Withdrawal } from '#lib/domain/article/withdrawal.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { article as articleTable, articleVersion } from '../db/schema/index.ts';

export type Version = VersionHead & { readonly content: Article };

/** What is known of an article under its number, whatever day it is. */
export type ArticleRecord = {
	readonly id: string;
	readonly ka: string;
	readonly versionNo: number;
	readonly content: Article;
	readonly withdrawal: Withdrawal | null;
};

type Reader = Database | Transaction;
const { id, ka, versionNo, content, withdrawal } = articleTable;

export async function articleByKa(db: Reader, number: string): Promise<ArticleRecord | null> {
	const [row] = await db
		.select({ id, ka, versionNo, content, withdrawal })
		.from(articleTable)
		.where(eq(ka, number));
	return row ?? null;
}

/** Of two who publish at the same time the second one sees what the first one did. */
export async function lockArticle(tx: Transaction, articleId: string): Promise<void> {
	await tx.select({ id }).from(articleTable).where(eq(id, articleId)).for('update');
}

/** The newest first. */
export async function versionsOf(db: Reader, articleId: string): Promise<readonly Version[]> {
	const rows = await db
		.select()
		.from(articleVersion)
		.where(eq(articleVersion.articleId, articleId))
		.orderBy(desc(articleVersion.no));
	return rows.map(versionOf);
}

/** The same without what they say. */
export async function versionHeadsOf(
	db: Reader,
	articleId: string
): Promise<readonly VersionHead[]> {
	const { content: _, ...columns } = getTableColumns(articleVersion);
	const rows = await db
		.select(columns)
		.from(articleVersion)
		.where(eq(articleVersion.articleId, articleId))
		.orderBy(desc(articleVersion.no));
	return rows.map(headOfRow);
}

export async function versionAt(
	db: Reader,
	articleId: string,
	no: number
): Promise<Version | null> {
	const [row] = await db
		.select()
		.from(articleVersion)
		.where(and(eq(articleVersion.articleId, articleId), eq(articleVersion.no, no)));
	return row ? versionOf(row) : null;
}

/** The last one that was published, also where it begins on a day to come. */
export async function newestVersion(db: Reader, articleId: string): Promise<Version | null> {
	const [row] = await db
		.select()
		.from(articleVersion)
		.where(eq(articleVersion.articleId, articleId))
		.orderBy(desc(articleVersion.no))
		.limit(1);
	return row ? versionOf(row) : null;
}

export const headOf = ({ content: _, ...head }: Version): VersionHead => head;

type Row = typeof articleVersion.$inferSelect;

export const versionOf = (row: Row): Version => ({ ...headOfRow(row), content: row.content });

function headOfRow(row: Omit<Row, 'content'>): VersionHead {
	const { no, beginsOn, enteredBy, enteredAt, publishedBy, publishedAt } = row;
	return {
		...{ no, beginsOn, enteredBy, publishedBy },
		enteredAt: enteredAt.toISOString(),
		publishedAt: publishedAt.toISOString()
	};
}
