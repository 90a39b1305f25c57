import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { StoredRow } from '#lib/sync/ports.ts';
import { DexieRowStore } from './dexie-row-store.ts';
import { raiseFence } from './fence.ts';
import { KEPT_FILES } from '../documents/cache-name.ts';
import { withRoom } from './room.ts';
import { isFull, RowDatabase } from './row-database.ts';

let db: RowDatabase;
let store: DexieRowStore;

const full = () => new DOMException('full', 'QuotaExceededError');
const article: StoredRow = { scope: 'kb:staff', kind: 'article', id: 'a', body: '{}', hash: 3 };
const ticket: StoredRow = { scope: 'mine:x', kind: 'ticket', id: 't', body: '{}', hash: 5 };
const pack = (name: string) => ({
	...{ name, bytes: new Uint8Array(10), bodies: () => [] },
	rows: [{ kind: 'article' as const, id: 'b', hash: 7, from: 0, bodyFrom: 0, to: 0 }]
});

beforeEach(async () => {
	db = new RowDatabase('room');
	store = new DexieRowStore(db);
	await raiseFence(db.meta, 1);
	await store.keepPacks([pack('used')], 1);
	await store.stage([article, ticket], { first: true, token: 1 });
	const heads = [
		{ scope: 'kb:staff', version: 4, count: 2, sum: 10, reset: false },
		{ scope: 'mine:x', version: 1, count: 1, sum: 5, reset: false }
	] as const;
	const packed = [{ scope: 'kb:staff' as const, packs: ['used'] }];
	const application = {
		heads,
		reset: [],
		packed,
		overThrough: -1,
		rows: [],
		hasStaged: true,
		serverTime: ''
	};
	expect(await store.apply(application, 1)).toEqual([]);
	await store.keepPacks([pack('unused')], 1);
});
afterEach(() => db.delete());

/** A write that is refused so many times. */
function writing(refusals: number) {
	let left = refusals;
	return vi.fn(() => {
		left -= 1;
		return left < 0 ? Promise.resolve('written') : Promise.reject(full());
	});
}
const packs = async () => (await db.packs.toCollection().primaryKeys()).sort();

describe('room on a full disk (pitfall 16)', () => {
	it('is not made while there is some', async () => {
		expect(await withRoom(db, writing(0))).toBe('written');
		expect(await packs()).toEqual(['unused', 'used']);
	});

	it('comes first from files of documents, which are not fetched again by themselves', async () => {
		const deleted = vi.fn(() => Promise.resolve(true));
		vi.stubGlobal('caches', { delete: deleted });
		expect(await withRoom(db, writing(1))).toBe('written');
		vi.unstubAllGlobals();
		expect(deleted).toHaveBeenCalledWith(KEPT_FILES);
		expect(await db.meta.get(KEPT_FILES)).toBeDefined();
		expect(await packs()).toEqual(['unused', 'used']);
	});

	it('then from what is not in use', async () => {
		expect(await withRoom(db, writing(2))).toBe('written');
		expect(await packs()).toEqual(['used']);
		expect(await db.rows.count()).toBe(2);
	});

	it('then from the Knowledge Base, which is loaded again; never from tickets', async () => {
		expect(await withRoom(db, writing(3))).toBe('written');
		expect(await packs()).toEqual([]);
		expect(await db.rows.toArray()).toEqual([ticket]);
		expect((await store.held()).map(({ scope }) => scope)).toEqual(['mine:x']);
	});

	it('may not be enough: then the reason is told', async () => {
		const write = writing(9);
		await expect(withRoom(db, write)).rejects.toThrow('full');
		expect(write).toHaveBeenCalledTimes(4);
	});

	it('is not made for other faults', async () => {
		const write = vi.fn(() => Promise.reject(new Error('other')));
		await expect(withRoom(db, write)).rejects.toThrow('other');
		expect(write).toHaveBeenCalledOnce();
		expect(await packs()).toEqual(['unused', 'used']);
	});

	it('is missing also where a transaction was broken off for it', () => {
		const aborted = Object.assign(new Error('aborted'), { name: 'AbortError', inner: full() });
		expect(isFull(aborted)).toBe(true);
		const bulk = Object.assign(new Error('2 of 3'), { name: 'BulkError', failures: [full()] });
		expect(isFull(bulk)).toBe(true);
		expect(isFull(Object.assign(new Error('aborted'), { inner: bulk }))).toBe(true);
		expect(isFull(Object.assign(new Error('aborted'), { name: 'AbortError' }))).toBe(false);
	});
});
