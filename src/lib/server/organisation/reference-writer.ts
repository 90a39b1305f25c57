import { eq, sql } from 'drizzle-orm';
import type { InterventionCategory, WantedProof } from '#lib/domain/org/categories.ts';
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

export const REFERENCE_SCOPE = 'ref:public';

/** Writes units, categories and places, and tells every device. */
export async function publishReference(
	tx: Transaction,
	{ units = [], categories = [], places = [] }: ReferenceData
): Promise<void> {
	if (units.length > 0) await writeUnits(tx, units);
	const written = categories.length > 0 ? await writeCategories(tx, categories) : [];
	if (places.length > 0) await writePlaces(tx, places);
	const scope = REFERENCE_SCOPE;
	await recordChanges(tx, [
		...units.map((row) => ({ scope, kind: 'unit', id: row.id, body: unitText(row) }) as const),
		...written.map(categoryChange),
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

type CategoryRecord = typeof category.$inferSelect;

const categoryChange = ({ proof, ...row }: CategoryRecord) =>
	({
		scope: REFERENCE_SCOPE,
		kind: 'category',
		id: row.id,
		body: categoryText({ ...row, ...(proof ? { proof } : {}) })
	}) as const;

/**
 * Says what a report of a category must show, for what is registered from then on, and tells every device
 * (R15.1).
 * @returns whether there is such a category
 */
export async function setProof(
	tx: Transaction,
	{ categoryId, proof }: WantedProof
): Promise<boolean> {
	const rows = await tx
		.update(category)
		.set({ proof })
		.where(eq(category.id, categoryId))
		.returning();
	if (rows.length > 0) await recordChanges(tx, rows.map(categoryChange));
	return rows.length > 0;
}

/** What a report must show is the Pełnomocnik's to say: it is written once, and changed nowhere here. */
async function writeCategories(
	tx: Transaction,
	categories: readonly InterventionCategory[]
): Promise<readonly CategoryRecord[]> {
	return tx
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
		})
		.returning();
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
