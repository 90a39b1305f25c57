/** What every row store must do, whatever it keeps its rows in. The guarantees are those of the port. */
import { describe, expect } from 'vitest';
import { addHash } from '#lib/sync/checksum.ts';
import { NotLeading } from '#lib/sync/not-leading.ts';
import {
	deviceTest,
	gone,
	headOf,
	KB,
	MINE,
	REF,
	row,
	TIME,
	type DeviceTest,
	type RowStoreLab
} from './row-store-lab.ts';
import { expiryOfARowStore } from './row-store-expiry.ts';
import { packsOfARowStore } from './row-store-packs.ts';
import { proofOfCompleteness } from './row-store-proof.ts';

const [a, b, c] = [row('a', 1), row('b', 2), row('c', 3)];
const mine = row('m', 1, { scope: MINE });

export function rowStoreContract(name: string, newLab: () => Promise<RowStoreLab>): void {
	const test = deviceTest(newLab);
	describe(`${name} as a row store`, () => {
		describe('pages and rows', () => {
			stagingAndApplying(test);
			whatChanges(test);
		});
		describe('scopes', () => {
			grantsAndResets(test);
		});
		describe('proof', () => {
			proofOfCompleteness(test);
		});
		describe('packs', () => {
			packsOfARowStore(test);
		});
		describe('expiry', () => {
			expiryOfARowStore(test);
		});
		describe('fencing', () => {
			fencing(test);
		});
	});
}

function stagingAndApplying(test: DeviceTest): void {
	test('new, it holds nothing', async ({ device }) => {
		expect(await device.state()).toEqual({ rows: [], held: [], serverTime: null });
	});

	test('what is staged is not shown before it is applied', async ({ device }) => {
		await device.stage([a, b]);
		expect(await device.state()).toEqual({ rows: [], held: [], serverTime: null });
	});

	test('applied, rows and cursors are there together, and the server’s time', async ({
		device
	}) => {
		await device.bring([a, b], [headOf(KB, 2, [a, b]), headOf(REF, 0, [])]);
		expect(await device.state()).toEqual({
			rows: [a, b],
			held: [
				{ scope: KB, version: 2, count: 2, sum: addHash(a.hash, b.hash) },
				{ scope: REF, version: 0, count: 0, sum: 0 }
			],
			serverTime: TIME
		});
	});

	test('pages are applied together', async ({ device }) => {
		await device.stage([a], [b], [c]);
		expect(await device.apply([headOf(KB, 3, [a, b, c])])).toEqual([]);
		expect(await device.shown()).toEqual([a, b, c]);
	});

	test('opened again it holds the same', async ({ device }) => {
		await device.bring([a, b], [headOf(KB, 2, [a, b])]);
		const before = await device.state();
		await device.reopen();
		expect(await device.state()).toEqual(before);
	});

	test('pages of a pull that was broken off go with the first page of the next', async ({
		device
	}) => {
		await device.stage([a, b], [mine]);
		await device.reopen();
		await device.bring([c], [headOf(KB, 3, [c]), headOf(MINE, 0, [])]);
		expect(await device.shown()).toEqual([c]);
	});

	test('the last page comes with the act that applies it', async ({ device }) => {
		await device.stage([a, b]);
		expect(await device.apply([headOf(KB, 3, [a, b, c])], { rows: [c] })).toEqual([]);
		expect(await device.shown()).toEqual([a, b, c]);
	});

	test('alone it is all there is, whatever an earlier pull has left', async ({ device }) => {
		await device.stage([a, mine]);
		const alone = { rows: [c], hasStaged: false };
		expect(await device.apply([headOf(KB, 3, [c])], alone)).toEqual([]);
		expect(await device.shown()).toEqual([c]);
		expect(await device.apply([headOf(KB, 3, [c])], { rows: [] })).toEqual([]);
		expect(await device.shown()).toEqual([c]);
	});

	test('an applied page is not applied a second time', async ({ device }) => {
		await device.bring([a, b], [headOf(KB, 2, [a, b])]);
		await device.store.stage([c], { first: false, token: 1 });
		expect(await device.apply([headOf(KB, 3, [c])], { reset: [KB] })).toEqual([]);
		expect(await device.shown()).toEqual([c]);
	});
}

function whatChanges(test: DeviceTest): void {
	test('a delta changes, adds and removes, and the proof follows', async ({ device }) => {
		await device.bring([a, b], [headOf(KB, 2, [a, b])]);
		const later = row('a', 4);
		await device.bring([later, gone('b'), c], [headOf(KB, 5, [later, c])]);
		expect(await device.shown()).toEqual([later, c]);
	});

	test('a row that leaves without having been here changes nothing', async ({ device }) => {
		await device.bring([a, gone('b')], [headOf(KB, 2, [a])]);
		expect(await device.shown()).toEqual([a]);
	});

	test('a row that comes twice over the pages: the later one counts', async ({ device }) => {
		const [laterA, laterC] = [row('a', 7), row('c', 10)];
		await device.stage([a, b, c], [gone('b'), laterA], [gone('c')], [laterC]);
		expect(await device.apply([headOf(KB, 10, [laterA, laterC])])).toEqual([]);
		expect(await device.shown()).toEqual([laterA, laterC]);
	});

	test('the same entity in two scopes is two rows', async ({ device }) => {
		const other = row('a', 1, { scope: MINE });
		await device.bring([a, other], [headOf(KB, 1, [a]), headOf(MINE, 1, [other])]);
		await device.bring([gone('a', MINE)], [headOf(KB, 1, [a]), headOf(MINE, 2, [])]);
		expect(await device.shown()).toEqual([a]);
	});
}

function grantsAndResets(test: DeviceTest): void {
	test('one no longer granted goes with its rows', async ({ device }) => {
		await device.bring([a, mine], [headOf(KB, 1, [a]), headOf(MINE, 1, [mine])]);
		await device.bring([], [headOf(KB, 1, [a])]);
		expect(await device.shown()).toEqual([a]);
		expect((await device.store.held()).map(({ scope }) => scope)).toEqual([KB]);
	});

	test('rows of one that was taken away between two pages do not stay', async ({ device }) => {
		await device.stage([a, mine], [b]);
		expect(await device.apply([headOf(KB, 2, [a, b])])).toEqual([]);
		expect(await device.shown()).toEqual([a, b]);
	});

	test('granted again it comes whole', async ({ device }) => {
		await device.bring([mine], [headOf(MINE, 1, [mine])]);
		await device.bring([], [headOf(KB, 0, [])]);
		await device.bring([mine], [headOf(MINE, 1, [mine])]);
		expect(await device.shown()).toEqual([mine]);
	});

	test('a reset replaces what was held, there and nowhere else', async ({ device }) => {
		await device.bring([a, b, mine], [headOf(KB, 2, [a, b]), headOf(MINE, 1, [mine])]);
		await device.bring([c], [headOf(KB, 3, [c]), headOf(MINE, 1, [mine])], [KB]);
		expect(await device.shown()).toEqual([c, mine]);
	});

	test('a reset of what was never held is nothing special', async ({ device }) => {
		await device.bring([a], [headOf(KB, 1, [a])], [KB, REF]);
		expect(await device.shown()).toEqual([a]);
	});
}

function fencing(test: DeviceTest): void {
	test('a tab that leads no more stages nothing', async ({ device }) => {
		await device.bring([a], [headOf(KB, 1, [a])]);
		await device.lab.lead(2);
		await expect(device.stage([b])).rejects.toThrow(NotLeading);
		const taken = {
			heads: [headOf(KB, 2, [a])],
			reset: [],
			packed: [],
			overThrough: -1,
			rows: [],
			hasStaged: true,
			serverTime: TIME
		};
		expect(await device.store.apply(taken, 2)).toEqual([]);
		expect(await device.shown()).toEqual([a]);
	});

	test('nor does it apply what it had staged', async ({ device }) => {
		await device.stage([a]);
		await device.lab.lead(2);
		const before = await device.state();
		await expect(device.apply([headOf(KB, 1, [a])])).rejects.toThrow(NotLeading);
		expect(await device.state()).toEqual(before);
	});

	test('the new leader does not show what the old one left', async ({ device }) => {
		await device.stage([a, mine]);
		await device.lab.lead(2);
		await device.store.stage([b], { first: true, token: 2 });
		const heads = [headOf(KB, 2, [b]), headOf(MINE, 0, [])];
		expect(
			await device.store.apply(
				{
					heads,
					reset: [],
					packed: [],
					overThrough: -1,
					rows: [],
					hasStaged: true,
					serverTime: TIME
				},
				2
			)
		).toEqual([]);
		expect(await device.shown()).toEqual([b]);
	});

	test('a token of the future is as wrong as one of the past', async ({ device }) => {
		const early = device.store.stage([a], { first: true, token: 2 });
		await expect(early).rejects.toThrow(NotLeading);
	});
}
