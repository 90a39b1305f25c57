import { eq, sql } from 'drizzle-orm';
import { routingOf, type Article } from '#lib/domain/article/article.ts';
import type { CivilDate } from '#lib/domain/article/validity.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import type { Transaction } from '../db/connection.ts';
import { article as articleTable } from '../db/schema/index.ts';
import { recordChanges, type ScopeChange } from '../sync/change-log.ts';

/** Rows in one statement; an article is a few kilobytes. */
const BATCH = 200;

/**
 * Publishes articles as they now are, new or changed, each to everybody who may see it (§ 12(4)).
 * @param today in Warsaw; what ended before is on no device
 */
export async function publishArticles(
	tx: Transaction,
	articles: readonly Article[],
	today: CivilDate
): Promise<void> {
	// In one order, so that two who publish at the same time do not wait for each other.
	const ordered = articles.toSorted((one, other) => (one.id < other.id ? -1 : 1));
	for (let start = 0; start < ordered.length; start += BATCH) {
		const batch = ordered.slice(start, start + BATCH);
		await tx
			.insert(articleTable)
			.values(batch.map(rowOf))
			.onConflictDoUpdate({
				target: articleTable.id,
				set: {
					ka: sql`excluded.ka`,
					content: sql`excluded.content`,
					unitId: sql`excluded.unit_id`,
					cellId: sql`excluded.cell_id`,
					validFrom: sql`excluded.valid_from`,
					validTo: sql`excluded.valid_to`,
					updatedAt: sql`now()`
				}
			});
		await recordChanges(
			tx,
			batch.flatMap((article) => articleChanges(article, today))
		);
	}
}

export const publishArticle = (
	tx: Transaction,
	article: Article,
	today: CivilDate
): Promise<void> => publishArticles(tx, [article], today);

/** Takes an article back from every device and out of the Knowledge Base. */
export async function withdrawArticle(tx: Transaction, id: string): Promise<void> {
	await tx.delete(articleTable).where(eq(articleTable.id, id));
	await recordChanges(tx, [
		{ scope: 'kb:public', kind: 'article', id, body: null },
		{ scope: 'kb:staff', kind: 'article', id, body: null }
	]);
}

/**
 * What each scope shall hold of an article. One that begins later goes out ahead, with its dates: the
 * device shows it from midnight of its first day, offline too (RA2.3).
 */
export function articleChanges(article: Article, today: CivilDate): readonly ScopeChange[] {
	const { validTo } = article.fields;
	const isOver = validTo !== null && validTo < today;
	const body = (audience: 'portal' | 'staff'): string | null => {
		const view = isOver ? null : projectArticle(article, audience);
		return view && JSON.stringify(view);
	};
	const { id } = article;
	return [
		{ scope: 'kb:public', kind: 'article', id, body: body('portal') },
		{ scope: 'kb:staff', kind: 'article', id, body: body('staff') }
	];
}

function rowOf(article: Article): typeof articleTable.$inferInsert {
	const { unitId, cellId } = routingOf(article);
	const { validFrom, validTo } = article.fields;
	return { id: article.id, ka: article.ka, content: article, unitId, cellId, validFrom, validTo };
}
