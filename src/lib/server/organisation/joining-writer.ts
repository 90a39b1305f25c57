/** § 14: a unit is asked for by one side and answered by the other; agreed, it is active on every device. */
import { randomUUID } from 'node:crypto';
import { desc, eq, sql } from 'drizzle-orm';
import {
	mayAnswer,
	mayAsk,
	sideOf,
	type Joining,
	type JoiningAnswer
} from '#lib/domain/org/joining.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { unit, unitJoining } from '../db/schema/index.ts';
import { publishReference } from './reference-writer.ts';
import { noteChange } from './unit-writer.ts';

export type JoiningRefusal =
	| 'notFound' // no such unit, or not theirs to speak for
	| 'changedMeanwhile'; // it is in, asked for or answered already

export type Act = { readonly actor: StaffActor; readonly at: Date };

/** The latest of each unit, answered or not. */
export async function latestJoinings(
	db: Database | Transaction
): Promise<ReadonlyMap<string, Joining>> {
	const rows = await db
		.selectDistinctOn([unitJoining.unitId])
		.from(unitJoining)
		.orderBy(unitJoining.unitId, desc(unitJoining.askedAt), sql`answer is null desc`);
	return new Map(rows.map((row) => [row.unitId, joiningOf(row)]));
}

/** @returns why not; null where it waits for the other side now */
export async function askToJoin(
	tx: Transaction,
	{ unitId, note }: { readonly unitId: string; readonly note: string },
	{ actor, at }: Act
): Promise<JoiningRefusal | null> {
	const side = sideOf(actor, unitId);
	const [row] = await tx.select().from(unit).where(eq(unit.id, unitId)).for('update');
	if (!row || side === null) return 'notFound';
	const last = (await latestJoinings(tx)).get(unitId) ?? null;
	if (!mayAsk(row, last)) return 'changedMeanwhile';
	await tx.insert(unitJoining).values({
		...{ id: randomUUID(), unitId, note, askedSide: side },
		...{ askedBy: actor.name, askedAt: at }
	});
	return null;
}

/** @returns why not; null where it was answered, and with an agreement the unit is in */
export async function answerJoining(
	tx: Transaction,
	{ id, answer, reason }: JoiningAnswer,
	{ actor, at }: Act
): Promise<JoiningRefusal | null> {
	const [row] = await tx.select().from(unitJoining).where(eq(unitJoining.id, id)).for('update');
	const side = row ? sideOf(actor, row.unitId) : null;
	if (!row || side === null) return 'notFound';
	if (!mayAnswer(joiningOf(row), side)) return 'changedMeanwhile';
	await tx
		.update(unitJoining)
		.set({ answer, answeredBy: actor.name, answeredAt: at, reason: reason || null })
		.where(eq(unitJoining.id, id));
	if (answer === 'declined') return null;
	const [joined] = await tx.select().from(unit).where(eq(unit.id, row.unitId)).for('update');
	if (!joined) return 'notFound';
	await publishReference(tx, { units: [{ ...joined, active: true }] });
	await noteChange(tx, {
		...{ unitId: joined.id, what: 'joined', before: null, after: joined.name },
		...{ by: actor.name, at }
	});
	return null;
}

const joiningOf = ({ askedAt, answeredAt, ...row }: typeof unitJoining.$inferSelect): Joining => ({
	...row,
	askedAt: askedAt.toISOString(),
	answeredAt: answeredAt?.toISOString() ?? null
});
