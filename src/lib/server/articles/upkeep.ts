import { and, eq, isNull, ne } from 'drizzle-orm';
import type { CivilDate } from '#lib/domain/article/validity.ts';
import type { WantedWithdrawal } from '#lib/domain/article/withdrawal.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { article } from '../db/schema/index.ts';

/** The yearly look begins to count anew. */
export async function confirmReview(
	db: Database,
	articleId: string,
	today: CivilDate
): Promise<void> {
	await db.update(article).set({ reviewedOn: today }).where(eq(article.id, articleId));
}

/** There is such an article, and what it points to is another one that holds. */
export async function withdrawable(
	tx: Transaction,
	{ articleId, successor }: WantedWithdrawal
): Promise<boolean> {
	const there = await tx.$count(article, eq(article.id, articleId));
	if (there === 0 || successor === null) return there > 0;
	const holds = and(
		eq(article.ka, successor),
		ne(article.id, articleId),
		isNull(article.withdrawal)
	);
	return (await tx.$count(article, holds)) > 0;
}
