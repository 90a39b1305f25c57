/**
 * Finds the articles that answer a question best, over one index or several: BM25F (Robertson, Zaragoza 2009),
 * with one saturation for all fields of an article together, and what a question has of the article's title.
 */
import { SEARCH_WEIGHT } from '../article/fields.ts';
import type { Asked } from './question.ts';
import { countIn, FIELDS, placeOf, type Segment } from './segment.ts';

/** An index, and which of its articles are not what they were: changed, or gone. */
export type Searched = { readonly segment: Segment; readonly dead: ReadonlySet<number> };

export type Scored = {
	readonly id: string;
	readonly score: number;
	/** The terms found in it. */
	readonly terms: readonly string[];
};

const K1 = 1.2;
/** How much longer fields count less, by field; a title's length says nothing. */
const B = {
	...{ title: 0.2, keywords: 0.3, categories: 0.2 },
	...{ summary: 0.5, body: 0.75, unit: 0.2 }
} as const;
/** A word of which nothing was found lowers what was. */
const COVERAGE = 0.6;
/** How much of a title was asked for, and how much of it in a row. */
const TITLE = 0.35;
const IN_A_ROW = 0.25;
/** Titles are looked at for so many more than are wanted: they add two thirds at most. */
const LOOKED_AT = { times: 4, more: 20 };

/** What does not change from one question to the next. */
export type Library = {
	readonly indices: readonly (Searched & {
		/** What one hit in a field is worth for its length, articles × fields. */
		readonly worth: Float32Array;
	})[];
	readonly documents: number;
};

export function makeReady(indices: readonly Searched[]): Library {
	const sums = FIELDS.map(() => 0);
	let documents = 0;
	for (const { segment } of indices) {
		documents += segment.ids.length;
		segment.lengths.forEach((length, place) => {
			const field = place % FIELDS.length;
			sums[field] = (sums[field] ?? 0) + length;
		});
	}
	const averages = sums.map((sum) => Math.max(1, sum / Math.max(1, documents)));
	const worthOf = (length: number, place: number): number => {
		const field = FIELDS[place % FIELDS.length] ?? 'body';
		const average = averages[place % FIELDS.length] ?? 1;
		return SEARCH_WEIGHT[field] / (1 - B[field] + (B[field] * length) / average);
	};
	return {
		documents,
		indices: indices.map(({ segment, dead }) => ({
			...{ segment, dead },
			worth: new Float32Array(segment.lengths.length).map((_, place) =>
				worthOf(segment.lengths[place] ?? 0, place)
			)
		}))
	};
}

/** @returns the best first; among equals in the order of their ids */
export function score(library: Library, asked: readonly Asked[], limit: number): readonly Scored[] {
	const rarity = raritiesIn(library);
	const words = asked.map((word) => ({ ...word, rarity: rarity(word.stem) }));
	const whole = words.reduce((sum, word) => sum + word.rarity, 0);
	return library.indices
		.flatMap((index) => bestIn(index, { words, whole, rarity, limit }))
		.sort((one, other) => other.score - one.score || (one.id < other.id ? -1 : 1))
		.slice(0, limit);
}

type Index = Library['indices'][number];
type Rarity = (term: string) => number;
type Word = Asked & { readonly rarity: number };
type Question = {
	readonly words: readonly Word[];
	/** Of all words together. */
	readonly whole: number;
	readonly rarity: Rarity;
	readonly limit: number;
};

/** How much finding a term says, by how few articles have it (inverse document frequency). */
function raritiesIn({ indices, documents }: Library): Rarity {
	const known = new Map<string, number>();
	return (term) => {
		const before = known.get(term);
		if (before !== undefined) return before;
		let having = 0;
		for (const { segment } of indices) {
			const place = placeOf(segment, term);
			if (place >= 0) having += (segment.starts[place + 1] ?? 0) - (segment.starts[place] ?? 0);
		}
		const rarity = Math.log(1 + (documents - having + 0.5) / (having + 0.5));
		known.set(term, rarity);
		return rarity;
	};
}

function bestIn(index: Index, question: Question): readonly Scored[] {
	const { ids } = index.segment;
	const totals = new Float32Array(ids.length);
	const covered = new Float32Array(ids.length);
	for (const word of question.words) addWord(index, word, { question, totals, covered });
	const before = totals.map((total, doc) =>
		total === 0 ? 0 : total * (1 - COVERAGE + (COVERAGE * (covered[doc] ?? 0)) / question.whole)
	);
	const wanted = question.limit * LOOKED_AT.times + LOOKED_AT.more;
	return highest(before, wanted).map((doc) => {
		const found = termsIn(index.segment, doc, question.words);
		return {
			id: ids[doc] ?? '',
			score: (before[doc] ?? 0) * titleFactor(index.segment, doc, found),
			terms: found.map((place) => index.segment.terms[place] ?? '')
		};
	});
}

type Sums = {
	readonly question: Question;
	readonly totals: Float32Array;
	/** How rare the words are that were found. */
	readonly covered: Float32Array;
};

/** Of all that may stand for a word, the best that an article has counts, and no other. */
function addWord(index: Index, word: Word, { question, totals, covered }: Sums): void {
	const { segment, dead } = index;
	const best = new Float32Array(totals.length);
	const weights = new Float32Array(totals.length);
	for (const { term, weight } of word.terms) {
		const place = placeOf(segment, term);
		if (place < 0) continue;
		const most = weight * question.rarity(term);
		const end = segment.starts[place + 1] ?? 0;
		for (let at = segment.starts[place] ?? 0; at < end; at += 1) {
			const doc = segment.docs[at] ?? 0;
			const value = most * frequency(index, at, doc);
			if (value <= (best[doc] ?? 0) || dead.has(doc)) continue;
			best[doc] = value;
			weights[doc] = weight;
		}
	}
	best.forEach((value, doc) => {
		if (value === 0) return;
		totals[doc] = (totals[doc] ?? 0) + value;
		covered[doc] = (covered[doc] ?? 0) + (weights[doc] ?? 0) * word.rarity;
	});
}

/** Of one posting: how often, in which fields, for how long they are. */
function frequency({ segment, worth }: Index, at: number, doc: number): number {
	const counts = segment.counts[at] ?? 0;
	let weighted = 0;
	for (let field = 0; field < FIELDS.length; field += 1) {
		const count = countIn(counts, field);
		if (count > 0) weighted += count * (worth[doc * FIELDS.length + field] ?? 0);
	}
	return (weighted * (K1 + 1)) / (weighted + K1);
}

/** The places of the highest values above nought. */
function highest(values: Float32Array, most: number): readonly number[] {
	const places: number[] = [];
	let least = 0;
	values.forEach((value, place) => {
		if (value <= least) return;
		places.push(place);
		// Sorted now and then only: sorting all of a large base would cost more than finding in it.
		if (places.length < most * 4) return;
		places.sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0)).splice(most);
		least = values[places.at(-1) ?? 0] ?? 0;
	});
	return places.sort((one, other) => (values[other] ?? 0) - (values[one] ?? 0)).slice(0, most);
}

/** The first term of each word that an article has; terms stand in the order of what they are worth. */
function termsIn(segment: Segment, doc: number, words: readonly Word[]): readonly number[] {
	return words.flatMap(({ terms }) => {
		for (const { term } of terms) {
			const place = placeOf(segment, term);
			if (place >= 0 && hasDoc(segment, place, doc)) return [place];
		}
		return [];
	});
}

function hasDoc({ starts, docs }: Segment, place: number, doc: number): boolean {
	let [low, high] = [starts[place] ?? 0, starts[place + 1] ?? 0];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((docs[middle] ?? 0) < doc) low = middle + 1;
		else high = middle;
	}
	return low < (starts[place + 1] ?? 0) && docs[low] === doc;
}

function titleFactor(
	{ titles, titleStarts }: Segment,
	doc: number,
	found: readonly number[]
): number {
	const title = titles.subarray(titleStarts[doc] ?? 0, titleStarts[doc + 1] ?? 0);
	if (title.length === 0) return 1;
	let [hits, row, longest] = [0, 0, 0];
	for (const place of title) {
		row = found.includes(place) ? row + 1 : 0;
		if (row > 0) hits += 1;
		longest = Math.max(longest, row);
	}
	return 1 + (TITLE * hits + (longest > 1 ? IN_A_ROW * longest : 0)) / title.length;
}
