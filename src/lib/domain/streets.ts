/**
 * The streets of the city, for completing what is typed as a place. They help, and decide nothing: a place
 * stays words, as a bench in a park has no address.
 */
import { fold } from './fold.ts';

/** A street's name in the columns of TERYT ULIC (the national register of streets). */
export type UlicName = {
	/** "ul.", "al.", "pl.", "park"; "inne" where it has no such word. */
	readonly CECHA: string;
	/** What it is found by: "Kościuszki". */
	readonly NAZWA_1: string;
	/** What stands before that: "Tadeusza". */
	readonly NAZWA_2: string;
};

/** @returns "al. Tadeusza Kościuszki" */
export const nameFromUlic = ({ CECHA, NAZWA_1, NAZWA_2 }: UlicName): string =>
	[CECHA === 'inne' ? '' : CECHA, NAZWA_2, NAZWA_1]
		.map((part) => part.trim())
		.filter((part) => part !== '')
		.join(' ');

/** A street made ready to be found. */
export type Street = { readonly name: string; readonly words: readonly string[] };

const KINDS: ReadonlySet<string> = new Set(
	['ul', 'ulica', 'al', 'aleja', 'aleje', 'pl', 'plac', 'os', 'osiedle'].map(fold)
);
const wordsOf = (text: string): readonly string[] =>
	fold(text)
		.split(/[^\p{L}\p{N}]+/u)
		.filter((word) => word !== '' && !KINDS.has(word));

export const readyStreets = (names: readonly string[]): readonly Street[] =>
	names.map((name) => ({ name, words: wordsOf(name) }));

/** Shorter words match half of the city. */
const SHORTEST = 2;

/** What was typed before the street that is being typed: a corner, or a place beside it. */
const BEFORE = /^.*(?:[,;/]|(?:^|\s)(?:róg|rog|przy|koło|obok|między))\s*/iu;

/**
 * How what is typed may go on, the likeliest first. Diacritics, capitals and "ul." need not be typed, and
 * words may stand in any order ("kosciuszki", "roosevelta franklina").
 * @returns whole texts to stand in the field; none once a number follows the street
 */
export function completePlace(
	streets: readonly Street[],
	typed: string,
	most: number
): readonly string[] {
	const before = BEFORE.exec(typed)?.[0] ?? '';
	const asked = wordsOf(typed.slice(before.length));
	if (asked.join('').length < SHORTEST) return [];
	const found = streets.flatMap(({ name, words }) => {
		const rank = rankOf(words, asked);
		return rank === null ? [] : [{ name, rank }];
	});
	return found
		.sort(
			(one, other) =>
				one.rank - other.rank ||
				one.name.length - other.name.length ||
				one.name.localeCompare(other.name, 'pl')
		)
		.slice(0, most)
		.map(({ name }) => `${before}${name} `)
		.filter((text) => text.trim() !== typed.trim());
}

/**
 * Every word that is typed begins another word of the name. Whole words come first, then names whose last
 * word, which streets are known by, is the one that was typed.
 * @returns null where it is another street
 */
function rankOf(words: readonly string[], asked: readonly string[]): number | null {
	const left = [...words];
	let whole = 0;
	for (const word of asked) {
		const exact = left.indexOf(word);
		const place = exact >= 0 ? exact : left.findIndex((one) => one.startsWith(word));
		if (place < 0) return null;
		if (exact >= 0) whole += 1;
		left.splice(place, 1);
	}
	const [first = ''] = asked;
	const isKnownByIt = words.at(-1)?.startsWith(first) === true || words[0]?.startsWith(first);
	return asked.length - whole + (isKnownByIt ? 0 : 1);
}
