/**
 * How the Knowledge Base is used, as counts alone: what was searched for in vain, what was opened after a search, and
 * whether an article helped. Nobody's name goes with it, and nothing that might be one.
 */
import * as v from 'valibot';
import { fold } from '../fold.ts';
import { ka } from '../article/values.ts';

const LONGEST_QUERY = 60;
const MOST_WORDS = 7;
/** A telephone number, a PESEL, a number of a document; house numbers and years are shorter. */
const NUMBER_OF_SOMEBODY = /\d[\d\s-]{4,}\d/u;

/**
 * A search as it is counted: small letters without marks.
 * @returns null where it is too short to say anything, or long or numbered like what people write of themselves
 */
export function countable(query: string): string | null {
	const text = fold(query).replaceAll(/\s+/gu, ' ').trim();
	const isOfSomebody = NUMBER_OF_SOMEBODY.test(text) || text.includes('@');
	const words = text.split(' ').length;
	if (text.length < 3 || text.length > LONGEST_QUERY || words > MOST_WORDS || isOfSomebody)
		return null;
	return text;
}

/** Of one report; more is counted with the next one. */
export const MOST_COUNTED = 50;
const MOST_TIMES = 1000;
const query = v.pipe(
	v.string(),
	v.check((text) => countable(text) === text)
);
const times = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(MOST_TIMES));
const some = <T extends v.GenericSchema>(row: T) => v.pipe(v.array(row), v.maxLength(MOST_COUNTED));

export const usageSchema = v.strictObject({
	misses: some(v.strictObject({ query, times })),
	opened: some(v.strictObject({ query, ka, times })),
	opinions: some(v.strictObject({ ka, helped: v.boolean(), times }))
});
export type Usage = v.InferOutput<typeof usageSchema>;
