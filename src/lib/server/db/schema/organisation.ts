import {
	boolean,
	integer,
	jsonb,
	pgTable,
	text,
	unique,
	uuid,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import type { Proof } from '#lib/domain/org/categories.ts';
import type { PlaceKind } from '#lib/domain/org/places.ts';
import type { UnitKind } from '#lib/domain/org/units.ts';

/** Units (jednostki) and, under them, cells (komórki). The list is data: § 14 adds to it. */
export const unit = pgTable('unit', {
	id: uuid().primaryKey(),
	code: text().notNull().unique(),
	name: text().notNull(),
	shortName: text().notNull(),
	kind: text().$type<UnitKind>().notNull(),
	parentId: uuid().references((): AnyPgColumn => unit.id),
	active: boolean().notNull().default(true)
});

/** Categories of interventions, each with the unit that is competent where no article says otherwise. */
export const category = pgTable('category', {
	id: uuid().primaryKey(),
	code: text().notNull().unique(),
	name: text().notNull(),
	hint: text().notNull(),
	unitId: uuid()
		.notNull()
		.references(() => unit.id),
	cellId: uuid().references(() => unit.id),
	/** What a report must show (§ 9(4)); null is nothing but its words. */
	proof: jsonb().$type<Proof>()
});

/** Where residents are served in person. */
export const place = pgTable('place', {
	id: uuid().primaryKey(),
	code: text().notNull().unique(),
	name: text().notNull(),
	address: text().notNull(),
	kind: text().$type<PlaceKind>().notNull()
});

/** How long a unit may take (R9.4); null stands for all units, or for all categories. */
export const timeLimit = pgTable(
	'time_limit',
	{
		id: uuid().primaryKey(),
		unitId: uuid().references(() => unit.id),
		categoryId: uuid().references(() => category.id),
		takeOnHours: integer().notNull(),
		reportHours: integer().notNull()
	},
	(table) => [unique().on(table.unitId, table.categoryId).nullsNotDistinct()]
);
