import { sql } from 'drizzle-orm';
import { pgTable, text, uniqueIndex } from 'drizzle-orm/pg-core';
import { bytea } from './bytea.ts';
import { instant } from './instant.ts';

/**
 * To what kiosks seal what residents write. Whoever reads this table reads the tickets beside it as
 * well: it is the kiosk's disk that the seal protects, and not this database.
 */
export const sealingKey = pgTable(
	'sealing_key',
	{
		kid: text().primaryKey(),
		publicKey: text().notNull(),
		privateKey: bytea().notNull(),
		madeAt: instant().notNull().defaultNow(),
		/** Since when kiosks are given another one; it still opens what was sealed before. */
		replacedAt: instant()
	},
	(table) => [
		uniqueIndex('sealing_key_current')
			.on(sql`(true)`)
			.where(sql`${table.replacedAt} is null`)
	]
);
