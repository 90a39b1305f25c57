/**
 * The search over the articles a device holds; it needs no network and is rebuilt from them at start.
 * A word counts fully as it stands, less as what people call the same thing, as a slip of the keys,
 * as the beginning of a word or as one spelt nearly so.
 */
import MiniSearch, { type SearchResult } from 'minisearch';
import { SEARCH_WEIGHT } from '#lib/domain/article/fields.ts';
import {
	documentOf,
	gramsOf,
	meaningsOf,
	stem,
	stemsOf,
	swapsOf,
	tellingWordsOf,
	type SearchDocument,
	type Searchable
} from '#lib/domain/article/search-text.ts';

export type Hit = {
	readonly id: string;
	readonly score: number;
	/** The stems found, for segmentsOf to mark. */
	readonly terms: readonly string[];
};

export type ArticleIndex = {
	/** Forgets everything and takes these. */
	readonly replaceAll: (views: Iterable<Searchable>) => void;
	readonly upsert: (view: Searchable) => void;
	readonly remove: (id: string) => void;
	/** The best first. Nothing typed finds nothing. */
	readonly search: (query: string, limit: number) => readonly Hit[];
};

type Indexed = SearchDocument & { readonly grams: string };

const WORD_FIELDS = ['title', 'keywords', 'categories', 'summary', 'body', 'unit'];
const SAME_MEANING_WEIGHT = 0.4;
const SWAPPED_WEIGHT = 0.8;
const NEAR = { weights: { prefix: 0.6, fuzzy: 0.4 }, edits: 0.25, fromLength: 3 };
const GRAM_WEIGHT = 1;
/** One piece in common is chance ("wulgaryzmy" holds "ulga"); from two on it is worth showing. */
const LEAST_GRAMS = 2;

export function createArticleIndex(): ArticleIndex {
	const vocabulary = new Set<string>();
	const engine = new MiniSearch<Indexed>({
		fields: [...WORD_FIELDS, 'grams'],
		tokenize: (text, field) => [...(field === 'grams' ? gramsOf(text) : stemsOf(text))],
		processTerm: (term, field) => {
			if (field !== 'grams') vocabulary.add(term);
			return term;
		}
	});

	return {
		replaceAll(views) {
			engine.removeAll();
			vocabulary.clear();
			engine.addAll([...views].map(indexed));
		},
		upsert(view) {
			if (engine.has(view.id)) engine.replace(indexed(view));
			else engine.add(indexed(view));
		},
		remove(id) {
			if (engine.has(id)) engine.discard(id);
		},
		search(query, limit) {
			const words = byWords(query, vocabulary);
			if (words.queries.length === 0) return [];
			const found = engine.search({ combineWith: 'OR', queries: [words, byGrams(query)] });
			return hitsAmong(found).slice(0, limit);
		}
	};
}

/** The words typed and what stands for them. Only what no article says is looked for by likeness. */
function byWords(query: string, vocabulary: ReadonlySet<string>) {
	const weights = weightsOf(query, vocabulary);
	const typed = new Set(stemsOf(query));
	const last = /\p{L}$/u.test(query) ? [...typed].at(-1) : undefined;
	const isStrange = (term: string) =>
		typed.has(term) && term.length >= NEAR.fromLength && !vocabulary.has(term);
	return {
		queries: [...weights.keys()],
		fields: WORD_FIELDS,
		boost: SEARCH_WEIGHT,
		boostTerm: (term: string) => weights.get(term) ?? 0,
		tokenize: (term: string) => [term],
		processTerm: (term: string) => term,
		prefix: (term: string) => isStrange(term) || term === last, // may still be being typed
		fuzzy: (term: string) => isStrange(term) && NEAR.edits,
		weights: NEAR.weights
	};
}

const byGrams = (query: string) => ({
	queries: [query],
	fields: ['grams'],
	boost: { grams: GRAM_WEIGHT },
	tokenize: (text: string) => [...gramsOf(text)],
	processTerm: (gram: string) => gram
});

function hitsAmong(found: readonly SearchResult[]): readonly Hit[] {
	return found
		.map(({ id, score, match }) => {
			const all = Object.keys(match);
			const terms = all.filter((term) => match[term]?.some((field) => field !== 'grams'));
			return { hit: { id: String(id), score, terms }, grams: all.length - terms.length };
		})
		.filter(({ hit, grams }) => hit.terms.length > 0 || grams >= LEAST_GRAMS)
		.map(({ hit }) => hit);
}

function indexed(view: Searchable): Indexed {
	const document = documentOf(view);
	return { ...document, grams: `${document.title}\n${document.keywords}` };
}

/** Every stem to look for, with what finding it is worth. */
function weightsOf(query: string, vocabulary: ReadonlySet<string>): ReadonlyMap<string, number> {
	const weights = new Map<string, number>();
	const propose = (term: string, weight: number) => {
		if ((weights.get(term) ?? 0) < weight) weights.set(term, weight);
	};
	for (const word of tellingWordsOf(query)) {
		const stemmed = stem(word);
		propose(stemmed, 1);
		for (const other of meaningsOf(stemmed)) propose(other, SAME_MEANING_WEIGHT);
		if (vocabulary.has(stemmed)) continue;
		for (const swapped of swapsOf(word))
			if (vocabulary.has(stem(swapped))) propose(stem(swapped), SWAPPED_WEIGHT);
	}
	return weights;
}
