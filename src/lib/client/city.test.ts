import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RowDatabase } from './db/row-database.ts';
import { cityFactsOf, keepCityFacts } from './city.ts';

const DAY_MS = 24 * 60 * 60_000;
const FIRST = { version: 'a', words: [], sendsLetters: true, streets: ['ul. Piotrkowska'] };
const SECOND = {
	version: 'b',
	words: [],
	sendsLetters: true,
	streets: ['ul. Piotrkowska', 'ul. Zielona']
};

let db: RowDatabase;
const streets = async () => (await cityFactsOf(db)).streets;
beforeEach(() => {
	db = new RowDatabase('city');
});
afterEach(() => db.delete());

it('facts of the city come once a day, and only when they have changed', async () => {
	const ask = vi.fn((known: string | null) => Promise.resolve(known === 'a' ? null : FIRST));
	expect(await cityFactsOf(db)).toMatchObject({ streets: [], sendsLetters: false });
	await keepCityFacts(db, ask, 0);
	expect(await streets()).toEqual(FIRST.streets);
	await keepCityFacts(db, ask, DAY_MS - 1);
	expect(ask).toHaveBeenCalledTimes(1);
	await keepCityFacts(db, ask, DAY_MS);
	expect(ask).toHaveBeenLastCalledWith('a');
	// Asked for and found the same: the next look is a day later.
	await keepCityFacts(db, ask, DAY_MS + 1);
	expect(ask).toHaveBeenCalledTimes(2);
	expect(await streets()).toEqual(FIRST.streets);
	await keepCityFacts(db, () => Promise.resolve(SECOND), 3 * DAY_MS);
	expect(await streets()).toEqual(SECOND.streets);
});

it('facts of the city outlive a day without an answer, and a clock that was put back', async () => {
	await keepCityFacts(db, () => Promise.resolve(FIRST), 10 * DAY_MS);
	const lost = () => Promise.reject(new Error('offline'));
	await expect(keepCityFacts(db, lost, 12 * DAY_MS)).rejects.toThrow('offline');
	expect(await streets()).toEqual(FIRST.streets);
	await keepCityFacts(db, () => Promise.resolve(SECOND), 0);
	expect(await streets()).toEqual(SECOND.streets);
});
