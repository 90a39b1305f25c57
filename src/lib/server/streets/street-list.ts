import { createHash } from 'node:crypto';
import { asc } from 'drizzle-orm';
import type { Database, Transaction } from '../db/connection.ts';
import { street } from '../db/schema/index.ts';

export type StreetList = {
	/** Changes with the names, and with nothing else. */
	readonly version: string;
	readonly names: readonly string[];
};

export async function listStreets(db: Database): Promise<StreetList> {
	const rows = await db.select().from(street).orderBy(asc(street.name));
	const names = rows.map(({ name }) => name);
	const version = createHash('sha256').update(JSON.stringify(names)).digest('hex').slice(0, 16);
	return { version, names };
}

/** Puts these in place of all there were. */
export async function replaceStreets(tx: Transaction, names: readonly string[]): Promise<void> {
	await tx.delete(street);
	if (names.length > 0) await tx.insert(street).values(names.map((name) => ({ name })));
}
