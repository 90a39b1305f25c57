import { createHash } from 'node:crypto';
import { asc } from 'drizzle-orm';
import type { Transaction } from '../db/connection.ts';
import { street } from '../db/schema/index.ts';
import type { Groups } from '#lib/domain/search/own-words.ts';
import { readOwnWords } from '../search/own-words.ts';
import type { Services } from '../start.ts';

/** What forms on every surface use, with or without a network. */
export type CityFacts = {
	/** Changes with what is said here, and with nothing else. */
	readonly version: string;
	/** "ul. Piotrkowska", for completing places (R3.1). */
	readonly streets: readonly string[];
	/** Words that mean the same in a search (WZKM). */
	readonly words: Groups;
	/** Residents may ask for e-mail about their tickets. */
	readonly sendsLetters: boolean;
};

export async function cityFacts({ db, letters }: Services): Promise<CityFacts> {
	const rows = await db.select().from(street).orderBy(asc(street.name));
	const { groups: words } = await readOwnWords(db);
	const streets = rows.map(({ name }) => name);
	const facts = { streets, words, sendsLetters: letters !== null };
	const version = createHash('sha256').update(JSON.stringify(facts)).digest('hex').slice(0, 16);
	return { version, ...facts };
}

/** Puts these in place of all there were. */
export async function replaceStreets(tx: Transaction, names: readonly string[]): Promise<void> {
	await tx.delete(street);
	if (names.length > 0) await tx.insert(street).values(names.map((name) => ({ name })));
}
