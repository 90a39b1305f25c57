import 'fake-indexeddb/auto';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { RowDatabase } from '../db/row-database.ts';
import { articlesHeld, dropIndex, keepIndex, readIndex } from './kept-index.ts';

let db: RowDatabase;
beforeEach(() => {
	db = new RowDatabase('kept-index');
});
afterEach(() => db.delete());

const row = (id: string, hash: number) => ({
	...{ scope: 'kb:public', kind: 'article', id, hash, body: '{}' },
	month: 0
});

it('an index is kept, read, and given up', async () => {
	const kept = { of: 'today', bytes: new Uint8Array([1, 2, 3]) };
	expect(await readIndex(db)).toBeNull();
	await keepIndex(db, kept);
	expect(await readIndex(db)).toEqual(kept);
	await dropIndex(db);
	expect(await readIndex(db)).toBeNull();
});

it('what it is of changes with every article that comes, changes or goes, and with nothing else', async () => {
	const seen = new Set<string>();
	const look = async () => {
		seen.add(await articlesHeld(db));
		return seen.size;
	};
	expect(await look()).toBe(1);
	await db.packed.put({ scope: 'kb:public', packs: ['a'] });
	expect(await look()).toBe(2);
	await db.rows.put(row('one', 1) as never);
	expect(await look()).toBe(3);
	await db.rows.put(row('one', 2) as never);
	expect(await look()).toBe(4);
	await db.gone.put({ scope: 'kb:public', kind: 'article', id: 'two' });
	expect(await look()).toBe(5);
	await db.packed.put({ scope: 'kb:public', packs: ['b'] });
	expect(await look()).toBe(6);
	await db.rows.put({ ...row('three', 1), kind: 'ticket' } as never);
	await db.meta.put({ key: 'status', value: 1 });
	expect(await look()).toBe(6);
});
