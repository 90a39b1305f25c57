/** The city's organisation as data: units (jednostki) and, under them, cells (komórki). § 14 adds to it. */
import * as v from 'valibot';

export const UNIT_KINDS = [
	'unit', // Urząd Miasta Łodzi albo miejska jednostka organizacyjna
	'cell' // komórka organizacyjna Urzędu albo jednostki
] as const;
export type UnitKind = (typeof UNIT_KINDS)[number];

const uuid = v.pipe(v.string(), v.uuid());
/** What stands in addresses, imports and on the command line; it outlives a change of name. */
export const codeSchema = v.pipe(v.string(), v.regex(/^[A-Z\d]{1,16}(?:-[A-Z\d]{1,16}){0,3}$/));
export const nameSchema = v.pipe(v.string(), v.trim(), v.nonEmpty(), v.maxLength(200));

export const unitSchema = v.pipe(
	v.strictObject({
		id: uuid,
		code: codeSchema,
		name: nameSchema,
		shortName: v.pipe(nameSchema, v.maxLength(60)),
		kind: v.picklist(UNIT_KINDS),
		/** A cell lies in a unit or in another cell; a unit lies in nothing. */
		parentId: v.nullable(uuid),
		/** Inactive: not, or no longer, part of the system; nothing is forwarded to it (R14.1). */
		active: v.boolean()
	}),
	v.check(({ kind, parentId }) => (kind === 'cell') === (parentId !== null), 'cellNeedsParent')
);
export type Unit = Readonly<v.InferOutput<typeof unitSchema>>;

/** From the unit itself down to this cell; empty where the id is not in the list. */
export function pathOf(units: readonly Unit[], id: string): readonly Unit[] {
	const path: Unit[] = [];
	let next = units.find((unit) => unit.id === id);
	while (next && !path.includes(next)) {
		path.unshift(next);
		const { parentId } = next;
		next = units.find((unit) => unit.id === parentId);
	}
	return path;
}

/** May tickets be forwarded there? A cell counts only while everything above it is active too. */
export function takesTickets(units: readonly Unit[], id: string): boolean {
	const path = pathOf(units, id);
	return path.length > 0 && path.every(({ active }) => active);
}
