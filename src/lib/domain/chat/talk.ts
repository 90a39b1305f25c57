/**
 * A talk in the chat (§ 4, R4.1): lines numbered by the server, without a gap, and what somebody wrote
 * that the server has not confirmed yet. The id of a line is made where it is written, so that sending
 * it again is telling the same line.
 */
import * as v from 'valibot';

/** In characters; a line of a talk is no letter. */
export const LINE_LENGTH = 2000;
/** Lines in one sending, and in one answer to a reader. */
export const LINES_AT_ONCE = 50;
/** A talk that is longer is no talk. */
export const LINES_OF_TALK = 2000;

export const SPEAKERS = ['resident', 'consultant'] as const;
export type Speaker = (typeof SPEAKERS)[number];

export const LINE_TYPES = [
	'said', // wypowiedź
	'accepted', // konsultant przyjął rozmowę
	'released', // konsultant oddał rozmowę do kolejki
	'registered', // z rozmowy powstało zgłoszenie
	'ended' // koniec rozmowy
] as const;
export type LineType = (typeof LINE_TYPES)[number];

export type Line = {
	readonly id: string;
	/** From 1, by the server. */
	readonly n: number;
	readonly type: LineType;
	readonly by: Speaker;
	/** Empty where the resident is told of nobody. */
	readonly name: string;
	/** ISO 8601 UTC, server time. */
	readonly at: string;
	readonly text: string;
};

export type NewLine = { readonly id: string; readonly text: string };

export const newLineSchema = v.object({
	id: v.pipe(v.string(), v.uuid()),
	text: v.pipe(v.string(), v.trim(), v.nonEmpty('required'), v.maxLength(LINE_LENGTH, 'tooLong'))
});

/** What is wrong with a line, before it is sent. */
export function lineProblem(text: string): 'required' | 'tooLong' | null {
	const trimmed = text.trim();
	if (trimmed === '') return 'required';
	return trimmed.length > LINE_LENGTH ? 'tooLong' : null;
}

export type TalkState = 'waiting' | 'talking' | 'ended';

/** Known lines and those of an answer, each once and in their order, however answers came in. */
export function mergeLines(known: readonly Line[], told: readonly Line[]): readonly Line[] {
	const last = known.at(-1)?.n ?? 0;
	const isNext = told.every(({ n }, index) => n === last + index + 1);
	if (isNext) return told.length === 0 ? known : [...known, ...told];
	const byNumber = new Map([...known, ...told].map((line) => [line.n, line]));
	return [...byNumber.values()].sort((one, other) => one.n - other.n);
}

/** Up to which line nothing is missing: from there on a reader asks. */
export function completeTo(lines: readonly Line[]): number {
	const gap = lines.findIndex(({ n }, index) => n !== index + 1);
	return gap === -1 ? lines.length : gap;
}

/** What was written and is not among the lines. */
export function unconfirmed<Written extends NewLine>(
	written: readonly Written[],
	lines: readonly Line[]
): readonly Written[] {
	const confirmed = new Set(lines.map(({ id }) => id));
	return written.filter(({ id }) => !confirmed.has(id));
}

/** R4.1 what a ticket says when it is made from a talk: what the resident wrote, as long as it may be. */
export function descriptionFrom(lines: readonly Line[], longest: number): string {
	const said = lines.filter(({ type, by }) => type === 'said' && by === 'resident');
	const text = said.map((line) => line.text).join('\n');
	return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
