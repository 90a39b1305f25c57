/** A question as what is looked for: for each word that says something, the terms that may stand for it. */
import { meaningsOf, stem, tellingWordsOf, type Meanings } from '../article/search-text.ts';
import { alikeIn, beginningWith, type Vocabulary } from './likeness.ts';
import { placeOf } from './segment.ts';

export type Term = {
	readonly term: string;
	/** What finding it is worth beside the word itself, which is worth 1. */
	readonly weight: number;
};
/** One word of the question, best first. */
export type Asked = { readonly stem: string; readonly terms: readonly Term[] };

const SAME_MEANING = 0.6;
/** The last word may still be being typed. */
const BEGUN = 0.7;
const ONE_EDIT = 0.75;
const TWO_EDITS = 0.5;
const LONGER = 0.7;
const MOST_BEGUN = 24;

/** How a word is looked for beside as it stands. */
export const WAYS = [
	'meanings', // what people call the same thing
	'beginnings', // of the word that is being typed
	'slips' // of the keys, and of spelling
] as const;
export type Way = (typeof WAYS)[number];

export type How = {
	/** All of them, but where it is measured what each is worth. */
	readonly ways?: readonly Way[];
	/** What WZKM says means the same, beside the everyday words that everybody has. */
	readonly own?: Meanings;
};
const NONE: Meanings = new Map();

/** @param question as typed; a letter at its end means that its last word may go on */
export function askedIn(
	question: string,
	vocabulary: Vocabulary,
	{ ways = WAYS, own = NONE }: How = {}
): readonly Asked[] {
	const words = tellingWordsOf(question);
	const isOpen = /\p{L}$/u.test(question);
	const stems = [...new Set(words.map(stem))];
	return stems.map((one, index) => ({
		stem: one,
		terms: termsFor(one, vocabulary, {
			own,
			ways: isOpen && index === stems.length - 1 ? ways : ways.filter((way) => way !== 'beginnings')
		})
	}));
}

function termsFor(
	word: string,
	vocabulary: Vocabulary,
	{ ways, own }: Required<How>
): readonly Term[] {
	const weights = new Map<string, number>([[word, 1]]);
	for (const term of own.get(word) ?? []) weights.set(term, SAME_MEANING);
	for (const way of ways)
		for (const { term, weight } of FOUND[way](word, vocabulary))
			if ((weights.get(term) ?? 0) < weight) weights.set(term, weight);
	return [...weights]
		.map(([term, weight]) => ({ term, weight }))
		.sort((one, other) => other.weight - one.weight);
}

const FOUND: Readonly<Record<Way, (word: string, vocabulary: Vocabulary) => readonly Term[]>> = {
	meanings: (word) => [...meaningsOf(word)].map((term) => ({ term, weight: SAME_MEANING })),
	beginnings: (word, vocabulary) =>
		beginningWith(vocabulary, word, MOST_BEGUN).map((term) => ({ term, weight: BEGUN })),
	// What some article says is no slip.
	slips: (word, vocabulary) =>
		placeOf(vocabulary, word) >= 0
			? []
			: alikeIn(vocabulary, word).map(({ term, edits, longer }) => ({
					term,
					weight: (edits <= 1 ? ONE_EDIT : TWO_EDITS) * (longer ? LONGER : 1)
				}))
};
