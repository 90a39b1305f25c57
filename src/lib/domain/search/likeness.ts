/** Which terms of a vocabulary are spelt nearly as a word that nobody writes. */
import { firstFrom } from './segment.ts';

/**
 * Edits from one word to the other: a letter more, less or another, or two neighbours exchanged
 * (Damerau–Levenshtein in its restricted form).
 * @returns more than `most` where it is more than that, and by how much does not matter
 */
export function editsBetween(one: string, other: string, most: number): number {
	if (Math.abs(one.length - other.length) > most) return most + 1;
	let before: number[] = [];
	let last = Array.from({ length: other.length + 1 }, (_, index) => index);
	for (let i = 1; i <= one.length; i += 1) {
		const row = [i];
		let least = i;
		for (let j = 1; j <= other.length; j += 1) {
			const same = one[i - 1] === other[j - 1];
			let edits = Math.min(
				(last[j] ?? 0) + 1,
				(row[j - 1] ?? 0) + 1,
				(last[j - 1] ?? 0) + (same ? 0 : 1)
			);
			if (i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1])
				edits = Math.min(edits, (before[j - 2] ?? 0) + 1);
			row.push(edits);
			least = Math.min(least, edits);
		}
		if (least > most) return most + 1;
		before = last;
		last = row;
	}
	return last[other.length] ?? 0;
}

/** One bit for each letter that a word has, digits together: words far apart differ in many. */
export function lettersOf(word: string): number {
	let letters = 0;
	for (let at = 0; at < word.length; at += 1) {
		const code = word.charCodeAt(at);
		letters |= code >= 97 && code <= 122 ? 1 << (code - 97) : 1 << 26;
	}
	return letters;
}

function bitsIn(number: number): number {
	let count = 0;
	for (let left = number; left !== 0; left &= left - 1) count += 1;
	return count;
}

export type Vocabulary = { readonly terms: readonly string[]; readonly letters: Int32Array };

export const vocabularyOf = (terms: readonly string[]): Vocabulary => ({
	terms,
	letters: Int32Array.from(terms, lettersOf)
});

/** Short words are all alike. */
const editsFor = (word: string): number => (word.length < 4 ? 0 : word.length < 7 ? 1 : 2);

export type Alike = {
	readonly term: string;
	readonly edits: number;
	/** The term goes on after what is alike: "hybrid" and "hybrydow". */
	readonly longer: boolean;
};

/** A word with a slip in it is stemmed as another word would be: its term may be longer. */
const LONGER_BY = 5;
const LONGER_FROM = 5;

/**
 * The terms within one or two edits of a word, or that begin with something so alike. An edit changes two
 * letters at most, which spares most looks.
 */
export function alikeIn({ terms, letters }: Vocabulary, word: string): readonly Alike[] {
	const most = editsFor(word);
	if (most === 0) return [];
	const asked = lettersOf(word);
	const longest = word.length + (word.length < LONGER_FROM ? most : LONGER_BY);
	const found: Alike[] = [];
	for (let place = 0; place < terms.length; place += 1) {
		const term = terms[place] ?? '';
		if (term.length < word.length - most || term.length > longest) continue;
		if (bitsIn(asked & ~(letters[place] ?? 0)) > most) continue;
		const edits = editsBetween(word, term, most);
		if (edits <= most) found.push({ term, edits, longer: false });
		else if (term.length > word.length + 1) {
			const begun = editsBetween(word, term.slice(0, word.length), most);
			if (begun <= most) found.push({ term, edits: begun, longer: true });
		}
	}
	return found;
}

/** The terms that begin with these letters. */
export function beginningWith(
	{ terms }: Vocabulary,
	start: string,
	most: number
): readonly string[] {
	const found: string[] = [];
	for (let place = firstFrom(terms, start); found.length < most; place += 1) {
		const term = terms[place];
		if (term === undefined || !term.startsWith(start)) break;
		found.push(term);
	}
	return found;
}
