import { inArray } from 'drizzle-orm';
import type { Reference } from '#lib/domain/ticket/context.ts';
import type { Transaction } from '../db/connection.ts';
import { article, category, unit } from '../db/schema/index.ts';

const UUID = /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/iu;

/**
 * Answers what a decision looks up, from the rows that the arguments name. The arguments are still
 * as they came; whatever is no id is not looked for.
 */
export async function loadReference(
	tx: Transaction,
	args: Readonly<Record<string, unknown>>
): Promise<Reference> {
	const named = (...fields: readonly string[]): string[] =>
		fields
			.map((field) => args[field])
			.filter((id): id is string => typeof id === 'string' && UUID.test(id));
	const articles = await byId(named('articleId'), (ids) =>
		tx
			.select({ id: article.id, unitId: article.unitId, cellId: article.cellId })
			.from(article)
			.where(inArray(article.id, ids))
	);
	const categories = await byId(named('categoryId'), (ids) =>
		tx
			.select({ id: category.id, unitId: category.unitId, cellId: category.cellId })
			.from(category)
			.where(inArray(category.id, ids))
	);
	const units = await byId(named('unitId', 'cellId'), (ids) =>
		tx
			.select({ id: unit.id, active: unit.active, parentId: unit.parentId })
			.from(unit)
			.where(inArray(unit.id, ids))
	);
	return {
		article: (id) => articles.get(id) ?? null,
		category: (id) => categories.get(id) ?? null,
		unit: (id) => units.get(id) ?? null
	};
}

async function byId<Row extends { id: string }>(
	ids: string[],
	load: (ids: string[]) => Promise<Row[]>
): Promise<ReadonlyMap<string, Row>> {
	const rows = ids.length > 0 ? await load(ids) : [];
	return new Map(rows.map((row) => [row.id, row]));
}
