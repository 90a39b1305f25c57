import type { HeldArticle } from './library.svelte.ts';

/** A category of the Knowledge Base (field 8), as people see it. */
export type Topic = { readonly name: string; readonly label: string; readonly count: number };

/** The topics there are, those with most procedures first. */
export function topicsOf(articles: readonly HeldArticle[]): readonly Topic[] {
	const counts = new Map<string, number>();
	for (const { fields } of articles)
		for (const name of fields.categories) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts]
		.map(([name, count]) => ({ name, label: topicLabel(name), count }))
		.sort((one, other) => other.count - one.count || one.name.localeCompare(other.name, 'pl'));
}

/** The procedures of a topic, by title. */
export function articlesOf(
	articles: readonly HeldArticle[],
	topic: string
): readonly HeldArticle[] {
	return byTitle(articles.filter(({ fields }) => fields.categories.includes(topic)));
}

export const byTitle = (articles: readonly HeldArticle[]): readonly HeldArticle[] =>
	[...articles].sort((one, other) => one.fields.title.localeCompare(other.fields.title, 'pl'));

/** An article in a list; `terms` is null where nobody searched for it. */
export type ListedArticle = {
	readonly article: HeldArticle;
	readonly terms: readonly string[] | null;
};
export const listed = (articles: readonly HeldArticle[]): readonly ListedArticle[] =>
	articles.map((article) => ({ article, terms: null }));

/** Categories are written small in the base; on a button they begin with a capital letter. */
export const topicLabel = (name: string): string =>
	name.charAt(0).toLocaleUpperCase('pl') + name.slice(1);
