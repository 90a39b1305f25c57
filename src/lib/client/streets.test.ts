import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { RowDatabase } from './db/row-database.ts';
import { keepStreets, streetsOf } from './streets.ts';

const DAY_MS = 24 * 60 * 60_000;
const FIRST = { version: 'a', names: ['ul. Piotrkowska'] };
const SECOND = { version: 'b', names: ['ul. Piotrkowska', 'ul. Zielona'] };

let db: RowDatabase;
beforeEach(() => {
	db = new RowDatabase('streets');
});
afterEach(() => db.delete());

it('streets come once a day, and only when they are others', async () => {
	const ask = vi.fn((known: string | null) => Promise.resolve(known === 'a' ? null : FIRST));
	expect(await streetsOf(db)).toEqual([]);
	await keepStreets(db, ask, 0);
	expect(await streetsOf(db)).toEqual(FIRST.names);
	await keepStreets(db, ask, DAY_MS - 1);
	expect(ask).toHaveBeenCalledTimes(1);
	await keepStreets(db, ask, DAY_MS);
	expect(ask).toHaveBeenLastCalledWith('a');
	// Asked for and found the same: the next look is a day later.
	await keepStreets(db, ask, DAY_MS + 1);
	expect(ask).toHaveBeenCalledTimes(2);
	expect(await streetsOf(db)).toEqual(FIRST.names);
	await keepStreets(db, () => Promise.resolve(SECOND), 3 * DAY_MS);
	expect(await streetsOf(db)).toEqual(SECOND.names);
});

it('streets outlive a day without an answer, and a clock that was put back', async () => {
	await keepStreets(db, () => Promise.resolve(FIRST), 10 * DAY_MS);
	const lost = () => Promise.reject(new Error('offline'));
	await expect(keepStreets(db, lost, 12 * DAY_MS)).rejects.toThrow('offline');
	expect(await streetsOf(db)).toEqual(FIRST.names);
	await keepStreets(db, () => Promise.resolve(SECOND), 0);
	expect(await streetsOf(db)).toEqual(SECOND.names);
});
