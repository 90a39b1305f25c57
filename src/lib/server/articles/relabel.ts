/**
 * Articles whose unit or cell is called otherwise now, or has become part of another one (§ 14): each gets a version
 * that says so, with its history. What waits for its day is written anew as well; what was withdrawn stays as it was.
 */
import { and, asc, eq, gt, inArray, isNull, or, sql } from 'drizzle-orm';
import { dequal } from 'dequal/lite';
import { routingOf, type Article, type ArticleFields } from '#lib/domain/article/article.ts';
import type { CivilDate } from '#lib/domain/article/validity.ts';
import type { Transaction } from '../db/connection.ts';
import { article as articleTable, articleProposal, articleVersion } from '../db/schema/index.ts';
import {
	dropUpcoming,
	publishAhead,
	publishArticle,
	type PublicationAct
} from './article-writer.ts';

export type Placing = Pick<ArticleFields, 'unit' | 'cell'>;
export type Relabelling = {
	/** The units and cells that are named so far. */
	readonly named: readonly string[];
	readonly change: (placing: Placing) => Placing;
	readonly today: CivilDate;
	readonly act: PublicationAct;
};

/** @returns how many articles say something else now */
export async function relabelArticles(tx: Transaction, how: Relabelling): Promise<number> {
	let changed = 0;
	for (const row of await articlesNaming(tx, how.named))
		if (await relabelArticle(tx, row, how)) changed += 1;
	await relabelProposals(tx, how);
	return changed;
}

type Row = typeof articleTable.$inferSelect;

/** In one order, so that two who publish at the same time do not wait for each other. */
function articlesNaming(tx: Transaction, named: readonly string[]): Promise<readonly Row[]> {
	const ids = [...named];
	const namingAhead = tx
		.select({ id: articleVersion.articleId })
		.from(articleVersion)
		.where(
			and(
				eq(articleVersion.articleId, articleTable.id),
				gt(articleVersion.no, articleTable.versionNo),
				sql`(${articleVersion.content}->'fields'->'unit'->>'id' = any(${sql.param(ids)})
					or ${articleVersion.content}->'fields'->'cell'->>'id' = any(${sql.param(ids)}))`
			)
		);
	return tx
		.select()
		.from(articleTable)
		.where(
			and(
				isNull(articleTable.withdrawal),
				or(
					inArray(articleTable.unitId, ids),
					inArray(articleTable.cellId, ids),
					sql`exists (${namingAhead})`
				)
			)
		)
		.orderBy(asc(articleTable.id))
		.for('update');
}

async function relabelArticle(
	tx: Transaction,
	{ id, content, versionNo, reviewedOn }: Row,
	{ change, today, act }: Relabelling
): Promise<boolean> {
	const upcoming = await tx
		.select({ content: articleVersion.content })
		.from(articleVersion)
		.where(and(eq(articleVersion.articleId, id), gt(articleVersion.no, versionNo)))
		.orderBy(asc(articleVersion.no));
	const now = relabelled(content, change);
	const later = upcoming.map((version) => relabelled(version.content, change));
	const isNew = now !== content;
	if (!isNew && later.every((one, place) => one === upcoming[place]?.content)) return false;
	await dropUpcoming(tx, [id]);
	if (isNew) {
		await publishArticle(tx, now, { today, act });
		// Nobody has looked whether the rest of it is still right.
		await tx.update(articleTable).set({ reviewedOn }).where(eq(articleTable.id, id));
	}
	for (const one of later) await publishAhead(tx, one, { today, act });
	return true;
}

/** The same object where nothing is called otherwise. */
function relabelled(article: Article, change: Relabelling['change']): Article {
	const { unit, cell } = article.fields;
	const placing = change({ unit, cell });
	if (dequal(placing, { unit, cell })) return article;
	return { ...article, fields: { ...article.fields, ...placing } };
}

/** Those under way name what there is, and are reviewed as what they are. */
async function relabelProposals(tx: Transaction, { named, change }: Relabelling): Promise<void> {
	const ids = [...named];
	const open = await tx
		.select({ id: articleProposal.id, content: articleProposal.content })
		.from(articleProposal)
		.where(
			and(
				inArray(articleProposal.state, ['submitted', 'sentBack']),
				or(inArray(articleProposal.unitId, ids), inArray(articleProposal.cellId, ids))
			)
		)
		.for('update');
	for (const { id, content } of open) {
		const { unit, cell } = content.fields;
		const changed = { ...content, fields: { ...content.fields, ...change({ unit, cell }) } };
		const { unitId, cellId } = routingOf(changed);
		await tx
			.update(articleProposal)
			.set({ content: changed, unitId, cellId })
			.where(eq(articleProposal.id, id));
	}
}
