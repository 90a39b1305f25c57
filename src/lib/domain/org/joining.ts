/**
 * § 14: a unit comes into the system on the request of its head or on the initiative of the Pełnomocnik, in
 * agreement with the other: whoever asks, the other one answers, and with their agreement the unit is active.
 */
import * as v from 'valibot';
import type { Actor } from './roles.ts';
import type { Unit } from './units.ts';

export const SIDES = [
	'unit', // kierownik jednostki
	'city' // Pełnomocnik
] as const;
export type Side = (typeof SIDES)[number];

export type Joining = {
	readonly id: string;
	readonly unitId: string;
	readonly askedSide: Side;
	readonly askedBy: string;
	/** ISO 8601 UTC, as below. */
	readonly askedAt: string;
	readonly note: string;
	/** Null while it waits for the other side. */
	readonly answer: 'agreed' | 'declined' | null;
	readonly answeredBy: string | null;
	readonly answeredAt: string | null;
	/** What the other side says to it. */
	readonly reason: string | null;
};

/** For which side somebody speaks about a unit; null for neither. The head of a cell is not the head of its unit. */
export function sideOf(actor: Actor, unitId: string): Side | null {
	if (actor.type !== 'staff') return null;
	if (actor.roles.includes('plenipotentiary')) return 'city';
	const isHead = actor.roles.includes('unitHead') && actor.cellId === null;
	return isHead && actor.unitId === unitId ? 'unit' : null;
}

type Member = Pick<Unit, 'kind' | 'active'>;

/** Cells come with their unit, and who is in already need not ask. @param last the latest; null where nobody asked yet */
export const mayAsk = ({ kind, active }: Member, last: Joining | null): boolean =>
	kind === 'unit' && !active && (last === null || last.answer !== null);

/** The other side's to answer, once. */
export const mayAnswer = (joining: Joining, side: Side | null): boolean =>
	joining.answer === null && side !== null && side !== joining.askedSide;

const NOTE_LENGTH = 2000;
const uuid = v.pipe(v.string(), v.uuid());
/** What a database cannot hold is no text. */
const note = v.pipe(v.string(), v.trim(), v.maxLength(NOTE_LENGTH), v.regex(/^[^\0\p{Cs}]*$/u));

export const wantedJoiningSchema = v.strictObject({ unitId: uuid, note });
export const joiningAnswerSchema = v.pipe(
	v.strictObject({ id: uuid, answer: v.picklist(['agreed', 'declined']), reason: note }),
	v.check(({ answer, reason }) => answer === 'agreed' || reason !== '', 'reasonMissing')
);
export type JoiningAnswer = v.InferOutput<typeof joiningAnswerSchema>;
