/** Units and cells as the Pełnomocnik changes them: added, called otherwise, made one (§ 14, R15.1). */
import { randomUUID } from 'node:crypto';
import { desc, eq, inArray, or, sql } from 'drizzle-orm';
import { civilDayOf } from '#lib/domain/calendar.ts';
import {
	mergerRefusal,
	type Merger,
	type MergerRefusal,
	type NewUnit,
	type Renaming,
	type UnitChange
} from '#lib/domain/org/unit-changes.ts';
import { pathOf, type Unit } from '#lib/domain/org/units.ts';
import type { UnitRef } from '#lib/domain/article/values.ts';
import { relabelArticles, type Placing } from '../articles/relabel.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { category, person, timeLimit, unit, unitChange } from '../db/schema/index.ts';
import { publishPeople } from './person-writer.ts';
import { publishReference } from './reference-writer.ts';
import { removeTimeLimit } from './time-limit-writer.ts';

/** Who changes something, and when. */
export type Act = { readonly by: string; readonly at: Date };

const CHANGES_SHOWN = 50;

export async function listChanges(db: Database): Promise<readonly UnitChange[]> {
	const rows = await db.select().from(unitChange).orderBy(desc(unitChange.at)).limit(CHANGES_SHOWN);
	return rows.map(({ id, what, before, after, by, at }) => ({
		...{ id, what, before, after, by, at: at.toISOString() }
	}));
}

export async function noteChange(
	tx: Transaction,
	change: Omit<typeof unitChange.$inferInsert, 'id'>
): Promise<void> {
	await tx.insert(unitChange).values({ id: randomUUID(), ...change });
}

/** A cell is part of what it lies in at once; a unit has to join. @returns false where its code is taken, or it lies in nothing */
export async function addUnit(
	tx: Transaction,
	{ parentId, ...wanted }: NewUnit,
	{ by, at }: Act
): Promise<boolean> {
	const units = await holdUnits(tx);
	const isTaken = units.some(({ id, code }) => id === wanted.id || code === wanted.code);
	if (isTaken || (parentId !== null && pathOf(units, parentId).length === 0)) return false;
	const kind = parentId === null ? ('unit' as const) : ('cell' as const);
	await publishReference(tx, { units: [{ ...wanted, parentId, kind, active: kind === 'cell' }] });
	const { id: unitId, name: after } = wanted;
	await noteChange(tx, { unitId, what: 'added', before: null, after, by, at });
	return true;
}

/** Its articles say so from now on, each in a version of its own. @returns how many; null where it is not there */
export async function renameUnit(
	tx: Transaction,
	{ id, name, shortName }: Renaming,
	{ by, at }: Act
): Promise<number | null> {
	const before = (await holdUnits(tx)).find((one) => one.id === id);
	if (!before) return null;
	await publishReference(tx, { units: [{ ...before, name, shortName }] });
	await noteChange(tx, { unitId: id, what: 'renamed', before: before.name, after: name, by, at });
	const renamed = (ref: UnitRef): UnitRef => (ref.id === id ? { id, name } : ref);
	return relabelArticles(tx, {
		named: [id],
		change: ({ unit: in_, cell }) => ({ unit: renamed(in_), cell: cell && renamed(cell) }),
		...publishing({ by, at })
	});
}

/**
 * Everything of the one is the other's from now on: people, cells, articles, categories. The one that ended stays
 * in the list, inactive, as what is over still names it.
 * @returns how many articles say so, or why nothing was done
 */
export async function mergeUnits(
	tx: Transaction,
	{ from, into }: Merger,
	{ by, at }: Act
): Promise<number | MergerRefusal> {
	const units = await holdUnits(tx);
	const moved = movedWith(units, from);
	const refusal = mergerRefusal(units, { from, into }, await openTicketsAt(tx, from, moved));
	if (refusal !== null) return refusal;
	const ending = theOne(units, from);
	const staying = theOne(units, into);
	const above = theOne(units, pathOf(units, into)[0]?.id ?? into);
	await publishReference(tx, {
		units: [
			{ ...ending, active: false },
			...units
				.filter(({ parentId }) => parentId === from)
				.map((one) => ({ ...one, parentId: into }))
		]
	});
	const place = placed({ from, moved, staying, above });
	await movePeople(tx, moved, place);
	await moveCategories(tx, moved, place);
	const limits = await tx
		.select({ id: timeLimit.id })
		.from(timeLimit)
		.where(eq(timeLimit.unitId, from));
	// Those of what it has become part of count for it.
	for (const { id } of limits) await removeTimeLimit(tx, id);
	await noteChange(tx, {
		...{ unitId: from, what: 'merged', before: ending.name, after: staying.name, by, at }
	});
	return relabelArticles(tx, {
		named: [...moved],
		change: (before) => referring(units, before, place),
		...publishing({ by, at })
	});
}

/** Of the units and cells that are there, and so that no act that names one goes on beside it (tickets/reference.ts). */
async function holdUnits(tx: Transaction): Promise<readonly Unit[]> {
	await tx.execute(sql`select pg_advisory_xact_lock(hashtext('lckm units'))`);
	return tx.select().from(unit);
}

/** Itself and everything that lies in it. */
function movedWith(units: readonly Unit[], from: string): ReadonlySet<string> {
	const within = units.filter(({ id }) => pathOf(units, id).some((above) => above.id === from));
	return new Set([from, ...within.map(({ id }) => id)]);
}

async function openTicketsAt(
	tx: Transaction,
	from: string,
	moved: ReadonlySet<string>
): Promise<number> {
	const [found] = await tx.execute<{ count: number }>(sql`
		select count(*)::int as count from ticket
		where status <> 'ended' and (state->'competent'->>'unitId' = ${from}
			or state->'competent'->>'cellId' = any(${sql.param([...moved])}))`);
	return found?.count ?? 0;
}

function theOne(units: readonly Unit[], id: string): Unit {
	const found = units.find((one) => one.id === id);
	if (!found) throw new Error(`No unit ${id}`);
	return found;
}

type Where = { readonly unitId: string; readonly cellId: string | null };
type Moving = {
	readonly from: string;
	readonly moved: ReadonlySet<string>;
	readonly staying: Unit;
	/** The unit that what stays is or lies in. */
	readonly above: Unit;
};

/** Where what lay somewhere lies now. */
const placed =
	({ from, moved, staying, above }: Moving) =>
	({ unitId, cellId }: Where): Where => {
		const isMoved = unitId === from || (cellId !== null && moved.has(cellId));
		if (!isMoved) return { unitId, cellId };
		return { unitId: above.id, cellId: cellId === from ? staying.id : cellId };
	};
type Place = ReturnType<typeof placed>;

function referring(units: readonly Unit[], { unit: in_, cell }: Placing, place: Place): Placing {
	const { unitId, cellId } = place({ unitId: in_.id, cellId: cell?.id ?? null });
	const ref = (id: string): UnitRef => ({ id, name: theOne(units, id).name });
	return {
		unit: unitId === in_.id ? in_ : ref(unitId),
		cell: cellId === null || cellId === cell?.id ? cell : ref(cellId)
	};
}

async function movePeople(
	tx: Transaction,
	moved: ReadonlySet<string>,
	place: Place
): Promise<void> {
	const ids = [...moved];
	const people = await tx
		.select()
		.from(person)
		.where(or(inArray(person.unitId, ids), inArray(person.cellId, ids)))
		.for('update');
	await publishPeople(
		tx,
		people.map((one) =>
			one.unitId === null ? one : { ...one, ...place({ unitId: one.unitId, cellId: one.cellId }) }
		)
	);
}

async function moveCategories(
	tx: Transaction,
	moved: ReadonlySet<string>,
	place: Place
): Promise<void> {
	const ids = [...moved];
	const found = await tx
		.select()
		.from(category)
		.where(or(inArray(category.unitId, ids), inArray(category.cellId, ids)));
	await publishReference(tx, {
		categories: found.map(({ proof, ...one }) => ({
			...one,
			...place(one),
			...(proof ? { proof } : {})
		}))
	});
}

const publishing = ({ by, at }: Act) => ({
	today: civilDayOf(at),
	act: { enteredBy: by, enteredAt: at, publishedBy: by, publishedAt: at }
});
