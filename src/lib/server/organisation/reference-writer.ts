import { sql } from 'drizzle-orm';
import type { InterventionCategory } from '#lib/domain/org/categories.ts';
import type { Place } from '#lib/domain/org/places.ts';
import type { Unit } from '#lib/domain/org/units.ts';
import { categoryText, placeText, unitText } from '#lib/sync/rows.ts';
import type { Transaction } from '../db/connection.ts';
import { category, place, unit } from '../db/schema/index.ts';
import { recordChanges } from '../sync/change-log.ts';

/** What everybody chooses from, as far as it is new or has changed. */
export type ReferenceData = {
	readonly units?: readonly Unit[];
	readonly categories?: readonly InterventionCategory[];
	readonly places?: readonly Place[];
};

/** Writes units, categories and places, and tells every device. */
export async function publishReference(
	tx: Transaction,
	{ units = [], categories = [], places = [] }: ReferenceData
): Promise<void> {
	if (units.length > 0) await writeUnits(tx, units);
	if (categories.length > 0) await writeCategories(tx, categories);
	if (places.length > 0) await writePlaces(tx, places);
	const scope = 'ref:public';
	await recordChanges(tx, [
		...units.map((row) => ({ scope, kind: 'unit', id: row.id, body: unitText(row) }) as const),
		...categories.map(
			(row) => ({ scope, kind: 'category', id: row.id, body: categoryText(row) }) as const
		),
		...places.map((row) => ({ scope, kind: 'place', id: row.id, body: placeText(row) }) as const)
	]);
}

async function writeUnits(tx: Transaction, units: readonly Unit[]): Promise<void> {
	await tx
		.insert(unit)
		.values([...units])
		.onConflictDoUpdate({
			target: unit.id,
			set: {
				code: sql`excluded.code`,
				name: sql`excluded.name`,
				shortName: sql`excluded.short_name`,
				kind: sql`excluded.kind`,
				parentId: sql`excluded.parent_id`,
				active: sql`excluded.active`
			}
		});
}

async function writeCategories(
	tx: Transaction,
	categories: readonly InterventionCategory[]
): Promise<void> {
	await tx
		.insert(category)
		.values([...categories])
		.onConflictDoUpdate({
			target: category.id,
			set: {
				code: sql`excluded.code`,
				name: sql`excluded.name`,
				hint: sql`excluded.hint`,
				unitId: sql`excluded.unit_id`,
				cellId: sql`excluded.cell_id`
			}
		});
}

async function writePlaces(tx: Transaction, places: readonly Place[]): Promise<void> {
	await tx
		.insert(place)
		.values([...places])
		.onConflictDoUpdate({
			target: place.id,
			set: {
				code: sql`excluded.code`,
				name: sql`excluded.name`,
				address: sql`excluded.address`,
				kind: sql`excluded.kind`
			}
		});
}
