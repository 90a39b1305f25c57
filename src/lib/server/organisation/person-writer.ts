import { eq, sql } from 'drizzle-orm';
import { isSecondLine } from '#lib/domain/org/roles.ts';
import { personText } from '#lib/sync/rows.ts';
import type { Transaction } from '../db/connection.ts';
import { person, session } from '../db/schema/index.ts';
import { recordChanges, type ScopeChange } from '../sync/change-log.ts';

export type Person = typeof person.$inferSelect;

/** Writes people and tells their colleagues' devices; who is no longer active leaves them. */
export async function publishPeople(tx: Transaction, people: readonly Person[]): Promise<void> {
	if (people.length === 0) return;
	await tx
		.insert(person)
		.values([...people])
		.onConflictDoUpdate({
			target: person.id,
			set: {
				login: sql`excluded.login`,
				name: sql`excluded.name`,
				passwordHash: sql`excluded.password_hash`,
				roles: sql`excluded.roles`,
				desk: sql`excluded.desk`,
				unitId: sql`excluded.unit_id`,
				cellId: sql`excluded.cell_id`,
				active: sql`excluded.active`
			}
		});
	await recordChanges(
		tx,
		people.map((one): ScopeChange => {
			const takesTickets = one.roles.includes('consultant');
			const carriesOut = isSecondLine(one.roles);
			const body = one.active ? personText({ ...one, takesTickets, carriesOut }) : null;
			return { scope: 'ref:staff', kind: 'person', id: one.id, body };
		})
	);
}

/**
 * Gives a person another password and ends what was signed in with the old one.
 * @returns false when nobody has that login
 */
export async function changePassword(
	tx: Transaction,
	login: string,
	passwordHash: string
): Promise<boolean> {
	const [changed] = await tx
		.update(person)
		.set({ passwordHash })
		.where(eq(sql`lower(${person.login})`, login.toLowerCase()))
		.returning({ id: person.id });
	if (!changed) return false;
	await tx.delete(session).where(eq(session.personId, changed.id));
	return true;
}

/** Logins are compared without regard to case. */
export async function findByLogin(tx: Transaction, login: string): Promise<Person | null> {
	const [found] = await tx
		.select()
		.from(person)
		.where(eq(sql`lower(${person.login})`, login.toLowerCase()));
	return found ?? null;
}
