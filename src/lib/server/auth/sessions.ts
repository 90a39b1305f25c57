/**
 * Sessions of people: Lucia, with a store of our own. Lucia hands the plain token to its adapter and
 * keeps it as the session's id; here it is hashed at that border, so that whoever reads the database
 * or a backup holds no session. What Lucia gets back has the plain id again.
 *
 * A session ends at a fixed moment after sign-in and is not prolonged: the devices ask in the
 * background all day, so a limit by idleness would never strike here; the screen has its own.
 * Why Lucia, and the way out of it: docs/decisions/0004-lucia.md.
 */
import { eq, lte } from 'drizzle-orm';
import { Lucia, TimeSpan, type Adapter } from 'lucia';
import type { Role } from '#lib/domain/org/roles.ts';
import type { Desk } from '#lib/domain/ticket/vocabulary.ts';
import type { Database } from '../db/connection.ts';
import { person, session } from '../db/schema/index.ts';
import { hashSecret, newToken } from './token.ts';

/** Somebody who is signed in, with the rights of this moment. */
export type Person = PersonAttributes & { readonly id: string };
export type PersonAttributes = {
	readonly name: string;
	readonly roles: readonly Role[];
	readonly desk: Desk | null;
	readonly unitId: string | null;
	readonly cellId: string | null;
};

declare module 'lucia' {
	interface Register {
		Lucia: ReturnType<typeof createLucia>;
		DatabaseUserAttributes: PersonAttributes;
		DatabaseSessionAttributes: { endsAt: Date };
	}
}

const HOUR_MS = 60 * 60_000;
/** A desk's shift, and a day outdoors, where signing in again may need a network that is not there. */
const SHIFT_MS = 12 * HOUR_MS;
const FIELD_MS = 24 * HOUR_MS;

const lifetimeOf = (roles: readonly Role[]): number =>
	roles.length > 0 && roles.every((role) => role === 'fieldWorker') ? FIELD_MS : SHIFT_MS;

export type SessionStart = { readonly token: string; readonly endsAt: Date };

export type Sessions = {
	/** A new token at each sign-in; several sessions of one person stand beside each other. */
	readonly begin: (who: Person, now: Date) => Promise<SessionStart>;
	/** @returns null when there is no such session, it has ended, or the person may no longer sign in */
	readonly personOf: (token: string) => Promise<Person | null>;
	readonly end: (token: string) => Promise<void>;
	readonly endAllOf: (personId: string) => Promise<void>;
	readonly deleteEnded: () => Promise<void>;
};

export function createSessions(db: Database): Sessions {
	const lucia = createLucia(db);
	return {
		begin: async (who, now) => {
			const endsAt = new Date(now.getTime() + lifetimeOf(who.roles));
			const { id } = await lucia.createSession(who.id, { endsAt }, { sessionId: newToken() });
			return { token: id, endsAt };
		},
		personOf: async (token) => (await lucia.validateSession(token)).user,
		end: (token) => lucia.invalidateSession(token),
		endAllOf: (personId) => lucia.invalidateUserSessions(personId),
		deleteEnded: () => lucia.deleteExpiredSessions()
	};
}

function createLucia(db: Database) {
	return new Lucia(createAdapter(db), {
		sessionExpiresIn: new TimeSpan(FIELD_MS, 'ms'),
		getUserAttributes: (attributes) => attributes
	});
}

const PERSON = {
	name: person.name,
	roles: person.roles,
	desk: person.desk,
	unitId: person.unitId,
	cellId: person.cellId
};

function createAdapter(db: Database): Adapter {
	return {
		getSessionAndUser: async (token) => {
			const [row] = await db
				.select({ userId: person.id, active: person.active, endsAt: session.expiresAt, ...PERSON })
				.from(session)
				.innerJoin(person, eq(person.id, session.personId))
				.where(eq(session.id, hashSecret(token)));
			if (!row) return [null, null];
			const { userId, active, endsAt, ...attributes } = row;
			const found = { id: token, userId, expiresAt: endsAt, attributes: { endsAt } };
			return [found, active ? { id: userId, attributes } : null];
		},
		/** Without tokens, which nobody has but their cookies: the ids here are the stored hashes. */
		getUserSessions: async (personId) => {
			const rows = await db.select().from(session).where(eq(session.personId, personId));
			return rows.map(({ id, personId: userId, expiresAt }) => ({
				id,
				userId,
				expiresAt,
				attributes: { endsAt: expiresAt }
			}));
		},
		setSession: async ({ id, userId, attributes }) => {
			const row = { id: hashSecret(id), personId: userId, expiresAt: attributes.endsAt };
			await db.insert(session).values(row);
		},
		/** Not prolonged, see above. */
		updateSessionExpiration: () => Promise.resolve(),
		deleteSession: async (token) => {
			await db.delete(session).where(eq(session.id, hashSecret(token)));
		},
		deleteUserSessions: async (personId) => {
			await db.delete(session).where(eq(session.personId, personId));
		},
		deleteExpiredSessions: async () => {
			await db.delete(session).where(lte(session.expiresAt, new Date()));
		}
	};
}
