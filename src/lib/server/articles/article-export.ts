import { asc } from 'drizzle-orm';
import { toExchange } from '#lib/domain/article/exchange.ts';
import type { Database } from '../db/connection.ts';
import { article } from '../db/schema/index.ts';

/** All articles, one a line, in the order of their KA numbers. */
export async function exportArticles(db: Database): Promise<readonly string[]> {
	const rows = await db.select({ content: article.content }).from(article).orderBy(asc(article.ka));
	return rows.map(({ content }) => toExchange(content));
}
