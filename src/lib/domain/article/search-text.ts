/**
 * How text becomes what is searched for, the same for articles and for questions, on the server and
 * with no network: folded (no capitals, no diacritics), cut into words, words into stems. Polish has
 * no stemmer worth its size here; cutting the endings of nouns and adjectives, n-grams for the rest
 * and a list of everyday words reach what is asked for (tests beside the client's index).
 */
import { fold } from '../fold.ts';
import type { ArticleExtras, ArticleFields } from './article.ts';
import { EVERYDAY_WORDS } from './everyday-words.ts';
import { ANNEX_FIELDS, EXTRA_FIELDS, type SearchField } from './fields.ts';

const NOT_SEARCHED = new Set(
	wordsOf(`a aby albo ale ani aż bez bo by być był była było były bym ci co coś czy czym dla do gdy
	gdzie go i ich ile im inna inne innego inny iż ja jak jaka jaki jakich jakie je jego jej jest jestem
	już kiedy kto która które którego której który których którym lub ma mam mi mnie mną mogę moim moja
	moje mojego mojej może można mój mu my na nad nam nas nasz nasza nasze nie niej nim niż no o od on
	ona one oni oraz po pod ponieważ potem proszę przed przez przy są się sobie swoja swoje swój ta tak
	taki takie tam te tego tej ten to trzeba tu tych tylko tym u w we więc wszystko z za zaś ze chcę
	chcemy chciałabym chciałbym żeby chce chcą chciał chciała chcieć jakiś jakaś jakieś jeszcze tylko też
	także przecież mieć mają mamy masz miał miała mieli musi musimy muszę musieć musiał musiała trzeba
	zrobić robić robi robię zrobił zrobiła dostać dostał dostała dostanę wiedzieć wiem dowiedzieć
	potrzebuję potrzebuje potrzebujemy potrzebować potrzebny potrzebna potrzebne powinien powinna
	pójść iść idę pójdę gdzieś ktoś kogoś czegoś komuś nic nikt naraz razem teraz dziś dzisiaj ani
	jesteśmy jesteście będę będą będziemy została został zostać nami wami panu pani pan państwo
	dzień dobry witam pozdrawiam dziękuję`)
);

/** The words of a text, folded, in their order. */
export function wordsOf(text: string): readonly string[] {
	return fold(text).match(/[\p{L}\p{N}]+/gu) ?? [];
}

/** The words that say something: without conjunctions, pronouns and the like. */
export function tellingWordsOf(text: string): readonly string[] {
	return wordsOf(text).filter((word) => !NOT_SEARCHED.has(word));
}

const ENDINGS = new Set(
	`owaniami owaniach owaniem iejszych osciami osciach owania owanie owaniu eniami eniach aniami aniach
	owego owemu owych owymi oscia ieniu aniem eniem osci owie iego iemu ania anie aniu enia enie eniu
	ieni iach iami owej ego emu ych ymi ich imi ami ach owa owe owy iem iom iow iej ow om em ym im ej ie
	ia iu io a e i o u y`.split(/\s+/u)
);
const LONGEST_ENDING = 8;

/** What is left of a folded word without its longest ending; three or four letters at least stay. */
export function stem(word: string): string {
	const atLeast = word.length > 5 ? 4 : 3;
	for (let at = Math.max(atLeast, word.length - LONGEST_ENDING); at < word.length; at++)
		if (ENDINGS.has(word.slice(at))) return word.slice(0, at);
	return word;
}

export const stemsOf = (text: string): readonly string[] => tellingWordsOf(text).map(stem);

/**
 * The same for many texts: a base has few words beside how often it says them, and folding and cutting the same one
 * again is most of the work.
 */
export function rememberingStems(): (text: string) => readonly string[] {
	const known = new Map<string, readonly string[]>();
	return (text) => {
		const found: string[] = [];
		for (const [word] of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
			const stems = known.get(word) ?? stemsOf(word);
			known.set(word, stems);
			found.push(...stems);
		}
		return found;
	};
}

const GRAM_LENGTH = 4;

/**
 * Overlapping pieces of the words, the start of a word marked, each piece once: what a mistyped word
 * shares with the right one.
 */
export function gramsOf(text: string): readonly string[] {
	const grams = new Set<string>();
	for (const word of tellingWordsOf(text)) {
		const marked = `_${word}`;
		for (let at = 0; at + GRAM_LENGTH <= marked.length; at++)
			grams.add(marked.slice(at, at + GRAM_LENGTH));
	}
	return [...grams];
}

/** By stem, the stems of what means the same. */
export type Meanings = ReadonlyMap<string, ReadonlySet<string>>;

const SAME_MEANING = meaningsIn(EVERYDAY_WORDS);

/** @param groups of words that mean the same */
export function meaningsIn(groups: readonly (readonly string[])[]): Meanings {
	const same = new Map<string, Set<string>>();
	for (const words of groups) {
		const stems = words.flatMap((word) => stemsOf(word));
		for (const one of stems) {
			const others = same.get(one) ?? new Set<string>();
			for (const other of stems) if (other !== one) others.add(other);
			same.set(one, others);
		}
	}
	return same;
}

/** Stems of the words that mean the same in everyday Polish. */
export const meaningsOf = (stemmed: string): Iterable<string> => SAME_MEANING.get(stemmed) ?? [];

/** The word with two neighbouring letters exchanged, at every place: the commonest slip of fast typing. */
export function swapsOf(word: string): readonly string[] {
	return Array.from({ length: Math.max(0, word.length - 1) }, (_, i) => {
		const [first = '', second = ''] = [word[i], word[i + 1]];
		return word.slice(0, i) + second + first + word.slice(i + 2);
	}).filter((swapped) => swapped !== word);
}

export type SearchDocument = Readonly<Record<SearchField, string>> & { readonly id: string };

/** What a view must carry to be searched; fields that were cut away are simply not there. */
export type Searchable = {
	readonly id: string;
	readonly ka: string;
	readonly fields: Partial<ArticleFields>;
	readonly extras: ArticleExtras;
};

/** The text of a view by search field, as the two tables of fields say. */
export function documentOf({ id, ka, fields, extras }: Searchable): SearchDocument {
	const texts: Record<SearchField, string[]> = {
		title: [],
		keywords: [],
		categories: [],
		summary: [],
		body: [],
		unit: []
	};
	for (const { key, searchIn } of ANNEX_FIELDS)
		if (searchIn !== null) texts[searchIn].push(...textsIn(fields[key]));
	const beside = { ka, ...extras };
	for (const { key, searchIn } of EXTRA_FIELDS)
		if (searchIn !== null) texts[searchIn].push(...textsIn(beside[key]));
	return {
		id,
		title: texts.title.join('\n'),
		keywords: texts.keywords.join('\n'),
		categories: texts.categories.join('\n'),
		summary: texts.summary.join('\n'),
		body: texts.body.join('\n'),
		unit: texts.unit.join('\n')
	};
}

/** The parts of composite values that people read as words. */
const WORDED = new Set(['name', 'address', 'innerCell', 'forInspection', 'forSubmission']);

function textsIn(value: unknown): readonly string[] {
	if (typeof value === 'string') return [value];
	if (Array.isArray(value)) return value.flatMap(textsIn);
	if (value === null || typeof value !== 'object') return [];
	return Object.entries(value).flatMap(([part, inner]) => (WORDED.has(part) ? textsIn(inner) : []));
}

export type Segment = { readonly text: string; readonly hit: boolean };

/** A text cut where the words of a search begin and end, for a screen to mark them. */
export function segmentsOf(text: string, terms: readonly string[]): readonly Segment[] {
	const wanted = new Set(terms);
	return text
		.split(/([\p{L}\p{N}]+)/u)
		.filter((part) => part !== '')
		.map((part) => ({ text: part, hit: wanted.has(stem(fold(part))) }));
}
