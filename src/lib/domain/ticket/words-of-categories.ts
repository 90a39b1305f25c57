/**
 * Which category of interventions the words of a report point to (R13.1, where no article and no category
 * was chosen): the words of its name and hint, each worth the more the fewer categories share it.
 */
import { meaningsOf, stemsOf } from '../article/search-text.ts';
import type { InterventionCategory } from '../org/categories.ts';

/** What finding a word there is worth. */
const WORTH = { name: 2, hint: 1 } as const;
/** Of a word that means the same. */
const SAME_MEANING = 0.5;
/** One rare word of a hint, or half of one of the name, is enough to be worth showing. */
const LEAST = 0.5;

type Named = Pick<InterventionCategory, 'id' | 'name' | 'hint'>;

/** @returns those that share something with the report, the likeliest first */
export function categoriesByWords<Category extends Named>(
	description: string,
	categories: readonly Category[]
): readonly Category[] {
	const said = weightsOf(description);
	const documents = categories.map((category) => ({ category, words: wordsOf(category) }));
	const sharing = new Map<string, number>();
	for (const { words } of documents)
		for (const word of words.keys()) sharing.set(word, (sharing.get(word) ?? 0) + 1);
	return documents
		.map(({ category, words }) => {
			let score = 0;
			for (const [word, worth] of words)
				score += (worth * (said.get(word) ?? 0)) / (sharing.get(word) ?? 1);
			return { category, score };
		})
		.filter(({ score }) => score >= LEAST)
		.toSorted((one, other) => other.score - one.score)
		.map(({ category }) => category);
}

function wordsOf({ name, hint }: Named): ReadonlyMap<string, number> {
	const words = new Map<string, number>();
	for (const word of stemsOf(hint)) words.set(word, WORTH.hint);
	for (const word of stemsOf(name)) words.set(word, WORTH.name);
	return words;
}

/** Every stem of the report, and what else people call it. */
function weightsOf(description: string): ReadonlyMap<string, number> {
	const said = new Map<string, number>();
	const stems = stemsOf(description);
	for (const word of stems) for (const other of meaningsOf(word)) said.set(other, SAME_MEANING);
	for (const word of stems) said.set(word, 1);
	return said;
}
