/** A scope that begins with packs: shown, proven and changed as if its rows had come one by one. */
import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import { NotLeading } from '#lib/sync/not-leading.ts';
import { packText, rowsOfPack, type OpenedPack } from '#lib/sync/pack.ts';
import type { StoredRow } from '#lib/sync/ports.ts';
import { sha256 } from '../support/scope-log.ts';
import {
	gone,
	headOf,
	KB,
	MINE,
	REF,
	row,
	type DeviceTest,
	type RowDevice,
	hashOf
} from './row-store-lab.ts';

/** By their last sign these lie in the first and the second of two packs. */
const [a, b, c, d] = [row('a', 1), row('b', 1), row('c', 1), row('d', 1)];
const mine = row('m', 1, { scope: MINE });

function pack(...rows: readonly StoredRow[]): OpenedPack {
	const text = new TextEncoder().encode(packText(rows));
	const bytes = new Uint8Array(gzipSync(text));
	const hashes = new Map(rows.map(({ id, hash }) => [id, hash]));
	const found = rowsOfPack(text).map((one) => ({ ...one, hash: hashes.get(one.id) ?? 0 }));
	const bodies = () =>
		[...rows].sort((one, other) => (one.id < other.id ? -1 : 1)).map(({ body }) => body);
	return { name: Buffer.from(sha256(bytes)).toString('hex'), bytes, rows: found, bodies };
}
const EVEN = pack(a, c);
const ODD = pack(b, d);
const packed = (...packs: readonly OpenedPack[]) => [
	{ scope: KB, packs: packs.map(({ name }) => name) }
];

async function load(device: RowDevice): Promise<void> {
	for (const one of [EVEN, ODD]) await device.store.keepPacks([one], 1);
	await device.stage([mine]);
	const heads = [headOf(KB, 4, [a, b, c, d]), headOf(MINE, 1, [mine])];
	expect(await device.apply(heads, { packed: packed(EVEN, ODD) })).toEqual([]);
}

export function packsOfARowStore(test: DeviceTest): void {
	loading(test);
	changing(test);
	leaving(test);
	damaged(test);
}

function loading(test: DeviceTest): void {
	test('what is kept aside is not shown, and is there when opened again', async ({ device }) => {
		await device.store.keepPacks([EVEN], 1);
		await device.reopen();
		expect(await device.shown()).toEqual([]);
		const have = await device.store.havePacks([EVEN.name, ODD.name]);
		expect([...have]).toEqual([EVEN.name]);
	});

	test('taken in, its rows are there with the proof, and stay', async ({ device }) => {
		await load(device);
		expect(await device.shown()).toEqual([a, b, c, d, mine]);
		await device.reopen();
		expect(await device.shown()).toEqual([a, b, c, d, mine]);
		expect(await device.store.audit(hashOf)).toEqual([]);
	});

	test('what changed since they were cut comes on top, in the same act', async ({ device }) => {
		const [later, fresh] = [row('a', 6), row('e', 7)];
		for (const one of [EVEN, ODD]) await device.store.keepPacks([one], 1);
		await device.stage([later, gone('b'), fresh]);
		const heads = [headOf(KB, 7, [later, c, d, fresh])];
		expect(await device.apply(heads, { packed: packed(EVEN, ODD) })).toEqual([]);
		expect(await device.shown()).toEqual([later, c, d, fresh]);
		expect(await device.store.audit(hashOf)).toEqual([]);
	});

	test('with one missing the scope is named, and nothing is applied', async ({ device }) => {
		await device.store.keepPacks([EVEN], 1);
		await device.stage([]);
		const heads = [headOf(KB, 4, [a, b, c, d])];
		expect(await device.apply(heads, { packed: packed(EVEN, ODD) })).toEqual([KB]);
		expect(await device.shown()).toEqual([]);
		expect((await device.store.havePacks([EVEN.name])).size).toBe(1);
	});

	test('a tab that leads no more keeps none', async ({ device }) => {
		await device.lab.lead(2);
		await expect(device.store.keepPacks([EVEN], 1)).rejects.toThrow(NotLeading);
		expect((await device.store.havePacks([EVEN.name])).size).toBe(0);
	});
}

function changing(test: DeviceTest): void {
	const rest = [headOf(MINE, 1, [mine])];

	test('a row changes, leaves, comes back and leaves again; the proof follows', async ({
		device
	}) => {
		await load(device);
		const later = row('a', 5);
		await device.bring([later], [headOf(KB, 5, [later, b, c, d]), ...rest]);
		expect(await device.shown()).toEqual([later, b, c, d, mine]);
		await device.bring([gone('a')], [headOf(KB, 6, [b, c, d]), ...rest]);
		expect(await device.shown()).toEqual([b, c, d, mine]);
		await device.bring([a], [headOf(KB, 7, [a, b, c, d]), ...rest]);
		expect(await device.shown()).toEqual([a, b, c, d, mine]);
		await device.bring([gone('a')], [headOf(KB, 8, [b, c, d]), ...rest]);
		await device.bring([gone('a')], [headOf(KB, 8, [b, c, d]), ...rest]);
		expect(await device.shown()).toEqual([b, c, d, mine]);
		expect(await device.store.audit(hashOf)).toEqual([]);
	});

	test('packs cut anew replace those before, with what lay on top', async ({ device }) => {
		await load(device);
		await device.bring([gone('b'), row('a', 5)], [headOf(KB, 5, [row('a', 5), c, d]), ...rest]);
		const fresh = pack(b);
		await device.store.keepPacks([fresh], 1);
		await device.stage([]);
		const heads = [headOf(KB, 9, [a, b, c]), ...rest];
		const anew = { packed: packed(EVEN, fresh), reset: [KB] };
		expect(await device.apply(heads, anew)).toEqual([]);
		expect(await device.shown()).toEqual([a, b, c, mine]);
		const have = await device.store.havePacks([EVEN.name, ODD.name, fresh.name]);
		expect(have).toEqual(new Set([EVEN.name, fresh.name]));
	});
}

function leaving(test: DeviceTest): void {
	test('a scope no longer granted takes its packs along', async ({ device }) => {
		await load(device);
		await device.bring([], [headOf(MINE, 1, [mine]), headOf(REF, 0, [])]);
		expect(await device.shown()).toEqual([mine]);
		expect((await device.store.havePacks([EVEN.name, ODD.name])).size).toBe(0);
	});
}

function damaged(test: DeviceTest): void {
	test('an audit names the scope of a spoilt pack, which is to be fetched again', async ({
		device
	}) => {
		await load(device);
		await device.lab.damagePack(ODD.name);
		expect(await device.store.audit(hashOf)).toEqual([KB]);
		const have = await device.store.havePacks([EVEN.name, ODD.name]);
		expect([...have]).toEqual([EVEN.name]);
	});
}
