import { asc } from 'drizzle-orm';
import type { Article } from '#lib/domain/article/article.ts';
import type { Database } from '../db/connection.ts';
import { article } from '../db/schema/index.ts';

/** All articles as they are in force, in the order of their KA numbers. */
export async function readArticles(db: Database): Promise<readonly Article[]> {
	const rows = await db.select({ content: article.content }).from(article).orderBy(asc(article.ka));
	return rows.map(({ content }) => content);
}
