import { sql } from 'drizzle-orm';
import {
	boolean,
	index,
	integer,
	jsonb,
	pgTable,
	text,
	unique,
	uniqueIndex,
	uuid,
	type AnyPgColumn
} from 'drizzle-orm/pg-core';
import type { Proof } from '#lib/domain/org/categories.ts';
import type { Joining, Side } from '#lib/domain/org/joining.ts';
import type { PlaceKind } from '#lib/domain/org/places.ts';
import type { UnitChangeKind } from '#lib/domain/org/unit-changes.ts';
import type { UnitKind } from '#lib/domain/org/units.ts';
import { instant } from './instant.ts';

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

/** § 14: who asked that a unit joins, and what the other side said; one at a time. */
export const unitJoining = pgTable(
	'unit_joining',
	{
		id: uuid().primaryKey(),
		unitId: uuid()
			.notNull()
			.references(() => unit.id),
		askedSide: text().$type<Side>().notNull(),
		askedBy: text().notNull(),
		askedAt: instant().notNull(),
		note: text().notNull(),
		/** Null while it waits for the other side. */
		answer: text().$type<NonNullable<Joining['answer']>>(),
		answeredBy: text(),
		answeredAt: instant(),
		reason: text()
	},
	(table) => [
		index().on(table.unitId, table.askedAt),
		uniqueIndex('unit_joining_open')
			.on(table.unitId)
			.where(sql`answer is null`)
	]
);

/** What the Pełnomocnik changed about units, by name and in words: articles keep their own history. */
export const unitChange = pgTable(
	'unit_change',
	{
		id: uuid().primaryKey(),
		unitId: uuid().notNull(),
		what: text().$type<UnitChangeKind>().notNull(),
		before: text(),
		after: text().notNull(),
		by: text().notNull(),
		at: instant().notNull()
	},
	(table) => [index().on(table.at)]
);

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
