import { eq, sql } from 'drizzle-orm';
import type { Database } from '../db/connection.ts';
import { person } from '../db/schema/index.ts';
import { storableText } from '../storable-text.ts';
import { verifyPassword } from './password.ts';
import type { Person } from './sessions.ts';

/** Logins are compared without regard to case and to spaces around them. */
export const readLogin = (typed: string): string => storableText(typed).trim().toLowerCase();

/**
 * @returns null in the same way and after the same time for a wrong login, a wrong password, a person
 * without one and a person who has left
 */
export async function checkCredentials(
	db: Database,
	typed: { readonly login: string; readonly password: string }
): Promise<Person | null> {
	const [row] = await db
		.select({
			id: person.id,
			name: person.name,
			roles: person.roles,
			desk: person.desk,
			unitId: person.unitId,
			cellId: person.cellId,
			passwordHash: person.passwordHash,
			active: person.active
		})
		.from(person)
		.where(eq(sql`lower(${person.login})`, readLogin(typed.login)));
	const stored = row?.active ? row.passwordHash : null;
	if (!(await verifyPassword(stored, typed.password)) || !row) return null;
	const { passwordHash: _secret, active: _active, ...found } = row;
	return found;
}
