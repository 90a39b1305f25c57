/**
 * What rows hold besides tickets and articles (`Ticket`, `ArticleView`): the lists that people choose
 * from. The text of a row is what is hashed, sent and kept; it is put together part by part and always
 * in the same order, so that nothing else travels along and equal rows have equal texts.
 */
import type { InterventionCategory } from '#lib/domain/org/categories.ts';
import type { Place } from '#lib/domain/org/places.ts';
import type { TimeLimit } from '#lib/domain/org/time-limits.ts';
import type { Unit } from '#lib/domain/org/units.ts';
import type { Desk } from '#lib/domain/ticket/vocabulary.ts';

/** A unit or a cell. */
export type UnitRow = Unit;
export type CategoryRow = InterventionCategory;
export type PlaceRow = Place;
export type TimeLimitRow = TimeLimit;

/** A colleague, with what it takes to choose the right one: no login, nothing private. */
export type PersonRow = {
	readonly id: string;
	readonly name: string;
	readonly desk: Desk | null;
	readonly unitId: string | null;
	readonly cellId: string | null;
	/** A consultant, whom a ticket may be handed over to (R9.6). */
	readonly takesTickets: boolean;
	/** Of the second line, whom a ticket may be assigned to (§ 9(1)). */
	readonly carriesOut: boolean;
};

export function unitText({ id, code, name, shortName, kind, parentId, active }: UnitRow): string {
	const row: UnitRow = { id, code, name, shortName, kind, parentId, active };
	return JSON.stringify(row);
}

export function categoryText(category: CategoryRow): string {
	const { id, code, name, hint, unitId, cellId, proof } = category;
	const demands = proof && { photo: proof.photo, checklist: proof.checklist };
	const row: CategoryRow = { id, code, name, hint, unitId, cellId, proof: demands };
	return JSON.stringify(row);
}

export function placeText({ id, code, name, address, kind }: PlaceRow): string {
	const row: PlaceRow = { id, code, name, address, kind };
	return JSON.stringify(row);
}

export function personText(person: PersonRow): string {
	const { id, name, desk, unitId, cellId, takesTickets, carriesOut } = person;
	const row: PersonRow = { id, name, desk, unitId, cellId, takesTickets, carriesOut };
	return JSON.stringify(row);
}

export function timeLimitText(limit: TimeLimitRow): string {
	const { id, unitId, categoryId, takeOnHours, reportHours } = limit;
	const row: TimeLimitRow = { id, unitId, categoryId, takeOnHours, reportHours };
	return JSON.stringify(row);
}
