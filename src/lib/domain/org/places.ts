/** Where residents are served in person: the service hall (§ 2(3)) and the information points (§ 3(1)). */
import * as v from 'valibot';
import { codeSchema, nameSchema } from './units.ts';

export const PLACE_KINDS = [
	'hall', // sala obsługi ŁCKzM, Piotrkowska 110
	'point' // punkt informacyjny Urzędu
] as const;
export type PlaceKind = (typeof PLACE_KINDS)[number];

export const placeSchema = v.strictObject({
	id: v.pipe(v.string(), v.uuid()),
	code: codeSchema,
	name: nameSchema,
	address: nameSchema,
	kind: v.picklist(PLACE_KINDS)
});
export type Place = Readonly<v.InferOutput<typeof placeSchema>>;
