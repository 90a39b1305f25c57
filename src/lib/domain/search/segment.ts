/**
 * An inverted index over some articles, made once and never changed: what changes lies in a newer, smaller
 * one beside it. All of it is flat arrays and one text, so that it is kept and read as it is.
 */
import { SEARCH_WEIGHT, type SearchField } from '../article/fields.ts';
import { rememberingStems, type SearchDocument } from '../article/search-text.ts';

export const FIELDS = Object.keys(SEARCH_WEIGHT) as readonly SearchField[];
const BITS = 5;
const MOST_OF_A_FIELD = 2 ** BITS - 1;

export type Segment = {
	readonly ids: readonly string[];
	/** Stems, in the order of their code units. */
	readonly terms: readonly string[];
	/** Where the postings of each term begin; one more at the end. */
	readonly starts: Uint32Array;
	/** The articles that have a term, as places in `ids`. */
	readonly docs: Uint32Array;
	/** How often each field of theirs has it, five bits a field; more than 31 count as 31. */
	readonly counts: Uint32Array;
	/** Stems in each field, articles × fields. */
	readonly lengths: Uint32Array;
	/** The stems of the titles in their order, as places in `terms`. */
	readonly titles: Uint32Array;
	/** Where each title begins; one more at the end. */
	readonly titleStarts: Uint32Array;
};

export const countIn = (counts: number, field: number): number =>
	(counts >>> (field * BITS)) & MOST_OF_A_FIELD;

export function buildSegment(documents: readonly SearchDocument[]): Segment {
	const stemsOf = rememberingStems();
	const gathered = new Gathered();
	const lengths = new Uint32Array(documents.length * FIELDS.length);
	const titles = new Numbers();
	const titleStarts = new Uint32Array(documents.length + 1);
	documents.forEach((document, doc) => {
		FIELDS.forEach((field, place) => {
			const stems = stemsOf(document[field]);
			lengths[doc * FIELDS.length + place] = stems.length;
			for (const stem of stems) {
				const number = gathered.add(stem, place);
				if (field === 'title') titles.push(number);
			}
		});
		titleStarts[doc + 1] = titles.length;
		gathered.endOf(doc);
	});
	const { terms, places, ...postings } = gathered.sorted();
	return {
		...{ ids: documents.map(({ id }) => id), terms, lengths, titleStarts },
		...postings,
		titles: titles.all().map((number) => places[number] ?? 0)
	};
}

/** A growing list of numbers: a million of them one by one as objects would be most of the work. */
class Numbers {
	length = 0;
	#numbers = new Uint32Array(1024);

	push(number: number): void {
		if (this.length === this.#numbers.length) {
			const larger = new Uint32Array(this.length * 2);
			larger.set(this.#numbers);
			this.#numbers = larger;
		}
		this.#numbers[this.length] = number;
		this.length += 1;
	}

	all(): Uint32Array {
		return this.#numbers.slice(0, this.length);
	}
}

/** Postings as they come, article by article; terms are numbered as they are met. */
class Gathered {
	readonly #numbers = new Map<string, number>();
	readonly #terms: string[] = [];
	/** How often each field of this article has each of its terms. */
	readonly #counts = new Map<number, number>();
	readonly #of = { terms: new Numbers(), docs: new Numbers(), counts: new Numbers() };

	/** @returns the term's number */
	add(term: string, field: number): number {
		let number = this.#numbers.get(term);
		if (number === undefined) {
			number = this.#terms.length;
			this.#terms.push(term);
			this.#numbers.set(term, number);
		}
		const counts = this.#counts.get(number) ?? 0;
		if (countIn(counts, field) < MOST_OF_A_FIELD)
			this.#counts.set(number, counts + (1 << (field * BITS)));
		return number;
	}

	endOf(doc: number): void {
		for (const [number, counts] of this.#counts) {
			this.#of.terms.push(number);
			this.#of.docs.push(doc);
			this.#of.counts.push(counts);
		}
		this.#counts.clear();
	}

	/** By term in the order of the terms, and within one in the order of the articles, as they came. */
	sorted() {
		const order = this.#terms
			.map((_, number) => number)
			.sort((one, other) => ((this.#terms[one] ?? '') < (this.#terms[other] ?? '') ? -1 : 1));
		const places = new Uint32Array(order.length);
		order.forEach((number, place) => (places[number] = place));
		const ofTerms = this.#of.terms.all();
		const ofDocs = this.#of.docs.all();
		const ofCounts = this.#of.counts.all();
		const starts = new Uint32Array(order.length + 1);
		for (const number of ofTerms) {
			const next = (places[number] ?? 0) + 1;
			starts[next] = (starts[next] ?? 0) + 1;
		}
		for (let place = 0; place < order.length; place += 1)
			starts[place + 1] = (starts[place + 1] ?? 0) + (starts[place] ?? 0);
		const free = starts.slice();
		const docs = new Uint32Array(ofDocs.length);
		const counts = new Uint32Array(ofCounts.length);
		ofTerms.forEach((number, from) => {
			const place = places[number] ?? 0;
			const to = free[place] ?? 0;
			free[place] = to + 1;
			docs[to] = ofDocs[from] ?? 0;
			counts[to] = ofCounts[from] ?? 0;
		});
		return {
			terms: order.map((number) => this.#terms[number] ?? ''),
			places,
			starts,
			docs,
			counts
		};
	}
}

/** The first term that is not before this text. */
export function firstFrom(terms: readonly string[], text: string): number {
	let [low, high] = [0, terms.length];
	while (low < high) {
		const middle = (low + high) >>> 1;
		if ((terms[middle] ?? '') < text) low = middle + 1;
		else high = middle;
	}
	return low;
}

/** @returns its place in `terms`, or -1 */
export function placeOf({ terms }: Pick<Segment, 'terms'>, term: string): number {
	const place = firstFrom(terms, term);
	return terms[place] === term ? place : -1;
}
