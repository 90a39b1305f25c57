import { boolean, index, integer, pgTable, primaryKey, text, uuid } from 'drizzle-orm/pg-core';
import type { DeviceClass, Role } from '#lib/domain/org/roles.ts';
import type { Desk } from '#lib/domain/ticket/vocabulary.ts';
import { instant } from './instant.ts';
import { place, unit } from './organisation.ts';

export const person = pgTable('person', {
	id: uuid().primaryKey(),
	login: text().notNull().unique(),
	name: text().notNull(),
	/** Argon2id in PHC form. Null: nobody can sign in until an operator sets a password. */
	passwordHash: text(),
	roles: text().array().$type<Role[]>().notNull(),
	desk: text().$type<Desk>(),
	unitId: uuid().references(() => unit.id),
	cellId: uuid().references(() => unit.id),
	active: boolean().notNull().default(true)
});

export const session = pgTable(
	'session',
	{
		/** SHA-256 of the token, hexadecimal; the token itself is only in the cookie. */
		id: text().primaryKey(),
		personId: uuid()
			.notNull()
			.references(() => person.id, { onDelete: 'cascade' }),
		expiresAt: instant().notNull()
	},
	(table) => [index().on(table.personId)]
);

export const device = pgTable('device', {
	id: uuid().primaryKey(),
	class: text().$type<DeviceClass>().notNull(),
	name: text().notNull(),
	placeId: uuid()
		.notNull()
		.references(() => place.id),
	/** SHA-256 of the device's token; null until it is paired. */
	tokenHash: text().unique(),
	enrolledAt: instant(),
	revokedAt: instant(),
	lastSeenAt: instant()
});

export const pairingCode = pgTable('pairing_code', {
	/** SHA-256 of the code: eight signs, ten minutes, once. */
	codeHash: text().primaryKey(),
	deviceId: uuid()
		.notNull()
		.references(() => device.id, { onDelete: 'cascade' }),
	expiresAt: instant().notNull(),
	usedAt: instant()
});

/** What somebody's store on an enrolled device last said of itself. */
export const deviceStore = pgTable(
	'device_store',
	{
		deviceId: uuid()
			.notNull()
			.references(() => device.id, { onDelete: 'cascade' }),
		/** The owner key of the person, or of the device where nobody signs in. */
		owner: text().notNull(),
		/** Made with the store: another one says that the one before is gone. */
		store: uuid().notNull(),
		/** Commands that had not been sent, and since when. */
		waiting: integer().notNull(),
		waitingSince: instant(),
		seenAt: instant().notNull(),
		/** When another store was met last, and how many commands the one before had not sent. */
		lostAt: instant(),
		lostWaiting: integer().notNull().default(0)
	},
	(table) => [primaryKey({ columns: [table.deviceId, table.owner] })]
);
