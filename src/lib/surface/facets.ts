import type { FoundArticle } from './library.svelte.ts';

/** By what search results are narrowed down: a category (field 8), a unit (field 23). */
export type Narrowing = { readonly category: string; readonly unit: string };
export const NOT_NARROWED: Narrowing = { category: '', unit: '' };

export type Facet = { readonly name: string; readonly count: number };
export type Facets = {
	readonly category: readonly Facet[];
	readonly unit: readonly Facet[];
};

const NAMES: Readonly<Record<keyof Narrowing, (found: FoundArticle) => readonly string[]>> = {
	category: ({ article }) => article.fields.categories,
	unit: ({ article }) => [article.fields.unit.name]
};

const isOf = (found: FoundArticle, by: keyof Narrowing, wanted: string): boolean =>
	wanted === '' || NAMES[by](found).includes(wanted);

/** Those that are left, in their order. */
export const narrowed = (
	found: readonly FoundArticle[],
	{ category, unit }: Narrowing
): readonly FoundArticle[] =>
	found.filter((one) => isOf(one, 'category', category) && isOf(one, 'unit', unit));

/** What can be chosen, with how many results each would leave beside what else is chosen; the most first. */
export function facetsOf(found: readonly FoundArticle[], chosen: Narrowing): Facets {
	const count = (by: keyof Narrowing): readonly Facet[] => {
		const counts = new Map<string, number>();
		for (const one of narrowed(found, { ...chosen, [by]: '' }))
			for (const name of NAMES[by](one)) counts.set(name, (counts.get(name) ?? 0) + 1);
		return [...counts]
			.map(([name, times]) => ({ name, count: times }))
			.sort((one, other) => other.count - one.count || one.name.localeCompare(other.name, 'pl'));
	};
	return { category: count('category'), unit: count('unit') };
}
