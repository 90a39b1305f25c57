import 'fake-indexeddb/auto';
import { gzipSync } from 'node:zlib';
import { liveQuery } from 'dexie';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { sha256 } from '../../../../tests/support/scope-log.ts';
import { packOf, packText, rowsOfPack } from '#lib/sync/pack.ts';
import type { StagedRow, StoredRow } from '#lib/sync/ports.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { DexieRowStore } from './dexie-row-store.ts';
import { raiseFence } from './fence.ts';
import { RowDatabase } from './row-database.ts';
import { forgetParsed, readAll, readOne } from './rows.ts';

const IDS = Array.from({ length: 8 }, (_, index) => `article-0${String(index)}`);
let db: RowDatabase;
let store: DexieRowStore;
/** What the device must hold, by scope and id. */
let model: Map<string, StoredRow>;

beforeEach(async () => {
	db = new RowDatabase('rows');
	store = new DexieRowStore(db);
	model = new Map();
	await raiseFence(db.meta, 1);
});
afterEach(async () => {
	forgetParsed();
	await db.delete();
});

const row = (id: string, text: string, scope: Scope = 'kb:public'): StoredRow => ({
	...{ scope, kind: 'article', id, hash: text.length },
	body: JSON.stringify({ id, text })
});
const gone = (id: string): StagedRow => ({ ...row(id, ''), body: null, hash: 0 });

async function keep(packed: readonly StoredRow[]): Promise<string> {
	const text = new TextEncoder().encode(packText(packed));
	const bytes = new Uint8Array(gzipSync(text));
	const name = Buffer.from(sha256(bytes)).toString('hex');
	const hashes = new Map(packed.map(({ id, hash }) => [id, hash]));
	const rows = rowsOfPack(text).map((one) => ({ ...one, hash: hashes.get(one.id) ?? 0 }));
	await store.keepPacks([{ name, bytes, rows, bodies: () => [] }], 1);
	return name;
}

/** Takes in what is given: packs first, where there are some, and rows on top. */
async function bring(rows: readonly StagedRow[], packs: readonly (readonly StoredRow[])[] = []) {
	const names = await Promise.all(packs.map(keep));
	for (const one of packs.flat()) model.set(`${one.scope} ${one.id}`, one);
	for (const one of rows)
		if (one.body === null) model.delete(`${one.scope} ${one.id}`);
		else model.set(`${one.scope} ${one.id}`, one);
	await store.stage(rows, { first: true, token: 1 });
	const heads = (['kb:public', 'kb:staff'] as const).map((scope) => {
		const own = [...model.values()].filter((one) => one.scope === scope);
		const sum = own.reduce((all, { hash }) => all + hash, 0);
		return { scope, version: 1, count: own.length, sum, reset: false };
	});
	const packed = names.length > 0 ? [{ scope: 'kb:public' as const, packs: names }] : [];
	const reset = packed.map(({ scope }) => scope);
	expect(
		await store.apply(
			{ heads, reset, packed, overThrough: -1, rows: [], hasStaged: true, serverTime: '' },
			1
		)
	).toEqual([]);
}

const halves = () =>
	[0, 1].map((place) => IDS.filter((id) => packOf(id, 2) === place).map((id) => row(id, 'packed')));

const all = async () =>
	new Map(
		((await readAll(db, 'article')) as unknown as { id: string; text: string }[])
			.map(({ id, text }) => [id, text] as const)
			.sort()
	);

describe('reading', () => {
	it('finds what lies in packs, each and all', async () => {
		await bring([], halves());
		expect([...(await all()).keys()]).toEqual(IDS);
		expect(await readOne(db, 'article', 'article-03')).toEqual({
			id: 'article-03',
			text: 'packed'
		});
		expect(await readOne(db, 'article', 'article-99')).toBeNull();
		expect(await readOne(db, 'ticket', 'article-03')).toBeNull();
	});

	it('finds what changed since, and not what left', async () => {
		await bring([], halves());
		await bring([row('article-03', 'changed'), gone('article-04'), row('article-10', 'new')]);
		expect((await all()).get('article-03')).toBe('changed');
		expect((await all()).has('article-04')).toBe(false);
		expect((await all()).get('article-10')).toBe('new');
		expect(await readOne(db, 'article', 'article-03')).toMatchObject({ text: 'changed' });
		expect(await readOne(db, 'article', 'article-04')).toBeNull();
	});

	it('takes the fullest cut, wherever it lies', async () => {
		await bring([row('article-03', 'for staff', 'kb:staff')], halves());
		expect(await readOne(db, 'article', 'article-03')).toMatchObject({ text: 'for staff' });
		expect((await all()).get('article-03')).toBe('for staff');
	});

	it('shows the rest where the disk has spoilt a pack', async () => {
		vi.spyOn(console, 'error').mockImplementation(() => undefined);
		await bring([], halves());
		const [spoilt] = await db.packs.toArray();
		await db.packs.put({ name: spoilt?.name ?? '', bytes: new Uint8Array([1, 2, 3]) });
		expect((await all()).size).toBe(IDS.length / 2);
		vi.restoreAllMocks();
	});
});

/** A busy machine takes its time; what never comes fails all the same. */
const soon = (isSo: () => void) => vi.waitFor(isSo, { timeout: 10_000 });

describe('a live query', () => {
	it('hears of packs that come and of rows on top of them', async () => {
		const seen: (string | undefined)[] = [];
		const subscription = liveQuery(all).subscribe((found) => seen.push(found.get('article-03')));
		await soon(() => expect(seen).toEqual([undefined]));
		await bring([], halves());
		await soon(() => expect(seen.at(-1)).toBe('packed'));
		await bring([row('article-03', 'changed')]);
		await soon(() => expect(seen.at(-1)).toBe('changed'));
		await bring([gone('article-03')]);
		await soon(() => expect(seen.at(-1)).toBe(undefined));
		subscription.unsubscribe();
	});

	it.each([
		['what lies in packs', () => readOne(db, 'article', 'article-03')],
		['all that lies in packs', () => readAll(db, 'article')],
		['what never does', () => readAll(db, 'ticket')]
	])('notices also what is asked after %s', async (_what, read) => {
		await bring([], halves());
		const seen: unknown[] = [];
		const subscription = liveQuery(async () => {
			await read();
			return (await db.meta.get('later'))?.value;
		}).subscribe((found) => seen.push(found));
		await soon(() => expect(seen).toEqual([undefined]));
		await db.meta.put({ key: 'later', value: 'heard' });
		await soon(() => expect(seen.at(-1)).toBe('heard'));
		subscription.unsubscribe();
	});
});
