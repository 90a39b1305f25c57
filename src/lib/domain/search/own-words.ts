/** Words that WZKM says mean the same, as people search for them: "hulajnoga, e-hulajnoga". */
import * as v from 'valibot';

const MOST_GROUPS = 500;
const MOST_WORDS = 20;
const LONGEST_WORD = 60;

export const OWN_WORDS_FAULTS = [
	'oneWord',
	'tooManyWords',
	'wordTooLong',
	'tooManyGroups'
] as const;
export type OwnWordsFault = (typeof OWN_WORDS_FAULTS)[number];
const because = (fault: OwnWordsFault): OwnWordsFault => fault;

const word = v.pipe(
	v.string(),
	v.trim(),
	v.nonEmpty(because('oneWord')),
	v.maxLength(LONGEST_WORD, because('wordTooLong'))
);
export const groupsSchema = v.pipe(
	v.array(
		v.pipe(
			v.array(word),
			v.minLength(2, because('oneWord')),
			v.maxLength(MOST_WORDS, because('tooManyWords'))
		)
	),
	v.maxLength(MOST_GROUPS, because('tooManyGroups'))
);
export type Groups = v.InferOutput<typeof groupsSchema>;

/** As they are typed: a group in a line, its words with commas between them. */
export const groupsIn = (typed: string): Groups =>
	typed
		.split('\n')
		.filter((line) => line.trim() !== '')
		.map((line) =>
			line
				.split(',')
				.map((one) => one.trim())
				.filter((one) => one !== '')
		);

export const groupsText = (groups: Groups): string =>
	groups.map((words) => words.join(', ')).join('\n');

/** What is wrong, and in which line, counted from 1; null where nothing is. */
export function wrongGroups(
	typed: string
): { readonly fault: OwnWordsFault; readonly line: number } | null {
	const [issue] = v.safeParse(groupsSchema, groupsIn(typed)).issues ?? [];
	if (!issue) return null;
	const fault = OWN_WORDS_FAULTS.find((one) => one === issue.message) ?? 'oneWord';
	const place = issue.path?.[0]?.key;
	const lines = typed.split('\n').flatMap((line, index) => (line.trim() === '' ? [] : [index + 1]));
	return { fault, line: (typeof place === 'number' ? lines[place] : undefined) ?? 1 };
}
