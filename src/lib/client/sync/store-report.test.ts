import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { act, newId } from '../../../../tests/support/fake-device.ts';
import { AT, registration, uuid } from '../../../../tests/support/tickets.ts';
import { DexieOutbox } from '../db/dexie-outbox.ts';
import { OutboxDatabase } from '../db/outbox-database.ts';
import { storeReporter, type StoreReport } from './store-report.ts';

const ANNA = 'person:anna';
let db: OutboxDatabase;
let now = 0;
const told: StoreReport[] = [];

beforeEach(() => {
	db = new OutboxDatabase('store-report');
	now = 0;
	told.length = 0;
});
afterEach(() => db.delete());

const reporter = (tell = vi.fn((report: StoreReport) => Promise.resolve(void told.push(report)))) =>
	storeReporter({ db, owner: ANNA, newId, now: () => now, tell });
const write = (owner = ANNA) =>
	new DexieOutbox(db, owner, { newId, now: () => new Date() }).add([
		act(uuid(1), 'ticket.register', registration())
	]);

describe('a device tells', () => {
	it('what waits, whose it is, since when, and in which store', async () => {
		await write('person:bartek');
		await reporter()();
		const held = [
			{ owner: ANNA, waiting: 0, waitingSince: null },
			{ owner: 'person:bartek', waiting: 1, waitingSince: AT }
		];
		expect(told).toEqual([{ store: expect.any(String) as string, held }]);
	});

	it('it once, until something changes or an hour has gone by', async () => {
		const report = reporter();
		await report();
		await report();
		expect(told).toHaveLength(1);
		await write();
		await report();
		expect(told.map(({ held }) => held[0]?.waiting)).toEqual([0, 1]);
		now = 60 * 60_000;
		await report();
		expect(told).toHaveLength(3);
		expect(new Set(told.map(({ store }) => store)).size).toBe(1);
	});

	it('it again when the centre could not be told', async () => {
		const tell = vi.fn(() => Promise.reject(new Error('unreachable')));
		const report = reporter(tell);
		await expect(report()).rejects.toThrow('unreachable');
		await expect(report()).rejects.toThrow('unreachable');
		expect(tell).toHaveBeenCalledTimes(2);
	});

	it('of another store when the one before was deleted (pitfall 15)', async () => {
		await reporter()();
		await db.delete();
		db = new OutboxDatabase('store-report');
		await reporter()();
		expect(new Set(told.map(({ store }) => store)).size).toBe(2);
	});
});
