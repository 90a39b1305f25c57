/** What the Pełnomocnik changes about units and cells: their names, and two that become one. */
import * as v from 'valibot';
import { codeSchema, nameSchema, pathOf, type Unit } from './units.ts';

const uuid = v.pipe(v.string(), v.uuid());
/** One line, and nothing in it that cannot be seen. */
const name = v.pipe(nameSchema, v.regex(/^\P{C}+$/u));
const shortName = v.pipe(name, v.maxLength(60));

export const newUnitSchema = v.strictObject({
	id: uuid,
	code: codeSchema,
	name,
	shortName,
	/** Null for a unit, which then has to join (§ 14); a cell belongs to what it lies in at once. */
	parentId: v.nullable(uuid)
});
export type NewUnit = v.InferOutput<typeof newUnitSchema>;

export const renamingSchema = v.strictObject({ id: uuid, name, shortName });
export type Renaming = v.InferOutput<typeof renamingSchema>;

export const mergerSchema = v.strictObject({ from: uuid, into: uuid });
export type Merger = v.InferOutput<typeof mergerSchema>;

export const UNIT_CHANGES = ['added', 'renamed', 'merged', 'joined'] as const;
export type UnitChangeKind = (typeof UNIT_CHANGES)[number];

/** One of them, as the Pełnomocnik looks back on it. */
export type UnitChange = {
	readonly id: string;
	readonly what: UnitChangeKind;
	/** Its name, and that of what it became part of. */
	readonly before: string | null;
	readonly after: string;
	readonly by: string;
	/** ISO 8601 UTC. */
	readonly at: string;
};

export const MERGER_REFUSALS = [
	'unknown', // one of them is not there
	'same',
	'otherKind', // a unit and a cell
	'within', // the one lies in the other
	'inactive', // what it would become is not part of the system
	'openTickets' // somebody works on what lies there
] as const;
export type MergerRefusal = (typeof MERGER_REFUSALS)[number];

/** @param openTickets that lie with what ends */
export function mergerRefusal(
	units: readonly Unit[],
	{ from, into }: Merger,
	openTickets: number
): MergerRefusal | null {
	const [ending, staying] = [from, into].map((id) => units.find((unit) => unit.id === id));
	if (!ending || !staying) return 'unknown';
	if (from === into) return 'same';
	if (ending.kind !== staying.kind) return 'otherKind';
	const isWithin = (inner: string, outer: string) =>
		pathOf(units, inner).some(({ id }) => id === outer);
	if (isWithin(into, from) || isWithin(from, into)) return 'within';
	if (!pathOf(units, into).every(({ active }) => active)) return 'inactive';
	return openTickets > 0 ? 'openTickets' : null;
}
