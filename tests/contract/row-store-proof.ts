/**
 * The proof of completeness. Count and checksum are computed from this device's own rows, but kept from
 * apply to apply: damage behind the store's back shows where the damaged row is touched again, and not
 * before. An audit looks at all rows and finds the rest.
 */
import { expect } from 'vitest';
import type { Head } from '#lib/sync/protocol.ts';
import { gone, headOf, KB, MINE, row, type DeviceTest, hashOf } from './row-store-lab.ts';

const [a, b, c] = [row('a', 1), row('b', 2), row('c', 3)];
const mine = row('m', 1, { scope: MINE });

export function proofOfCompleteness(test: DeviceTest): void {
	wrongHeads(test);
	damage(test);
	audits(test);
}

function wrongHeads(test: DeviceTest): void {
	const SPOILT: readonly (readonly [string, (head: Head) => Head])[] = [
		['count', (head) => ({ ...head, count: head.count + 1 })],
		['checksum', (head) => ({ ...head, sum: head.sum + 1 })]
	];
	for (const [what, spoil] of SPOILT)
		test(`a scope whose ${what} differs is named, and nothing is applied`, async ({ device }) => {
			await device.bring([a, mine], [headOf(KB, 1, [a]), headOf(MINE, 1, [mine])]);
			const before = await device.state();
			await device.stage([b, gone('m', MINE)]);
			const heads = [spoil(headOf(KB, 2, [a, b])), headOf(MINE, 2, [])];
			expect(await device.apply(heads, { serverTime: 'later' })).toEqual([KB]);
			expect(await device.state()).toEqual(before);
		});

	test('nothing goes either: a reset and a scope taken away wait with the rest', async ({
		device
	}) => {
		await device.bring([a, mine], [headOf(KB, 1, [a]), headOf(MINE, 1, [mine])]);
		const before = await device.state();
		await device.stage([b]);
		expect(await device.apply([headOf(KB, 2, [a, b])], { reset: [KB] })).toEqual([KB]);
		expect(await device.state()).toEqual(before);
	});

	test('all scopes that differ are named', async ({ device }) => {
		await device.stage([a]);
		expect(await device.apply([headOf(KB, 2, [a, b]), headOf(MINE, 1, [mine])])).toEqual([
			KB,
			MINE
		]);
	});

	test('sums that pass 2^48 start again at nought', async ({ device }) => {
		const [one, two] = [row('x', 1, { hash: 2 ** 48 - 1 }), row('y', 2, { hash: 5 })];
		await device.bring([one, two], [{ ...headOf(KB, 2, [one, two]), sum: 4 }]);
		await device.bring([gone('y')], [headOf(KB, 3, [one])]);
		expect((await device.store.held())[0]?.sum).toBe(2 ** 48 - 1);
		await device.bring([gone('x')], [headOf(KB, 4, [])]);
		expect((await device.store.held())[0]?.sum).toBe(0);
	});
}

function damage(test: DeviceTest): void {
	const DAMAGE = [
		['lost', null],
		['altered with its hash', { ...a, body: '{}', hash: 1 }]
	] as const;
	for (const [what, into] of DAMAGE)
		test(`a row ${what} is found when that row next changes or leaves`, async ({ device }) => {
			await device.bring([a, b], [headOf(KB, 2, [a, b])]);
			await device.lab.damage(a, into);
			const later = row('a', 3);
			await device.stage([later]);
			expect(await device.apply([headOf(KB, 3, [later, b])])).toEqual([KB]);
			await device.stage([gone('a')]);
			expect(await device.apply([headOf(KB, 3, [b])])).toEqual([KB]);
		});

	test('what is not found: damage that nothing touches; a reset mends it', async ({ device }) => {
		await device.bring([a, b], [headOf(KB, 2, [a, b])]);
		await device.lab.damage(a, { ...a, body: '{"text":"altered"}' });
		await device.lab.damage(b, null);
		await device.bring([c], [headOf(KB, 3, [a, b, c])]);
		expect(await device.shown()).toHaveLength(2);
		await device.bring([a, b, c], [headOf(KB, 3, [a, b, c])], [KB]);
		expect(await device.shown()).toEqual([a, b, c]);
	});
}

function audits(test: DeviceTest): void {
	const DAMAGE = [
		['lost', a, null],
		['says something else', a, { ...a, body: '{}' }],
		['has another hash', a, { ...a, hash: 1 }],
		['is there twice over', { ...a, id: 'x' }, { ...a, id: 'x' }]
	] as const;
	for (const [what, spot, into] of DAMAGE)
		test(`pitfall 18: an audit names the scope in which a row ${what}, and no other`, async ({
			device
		}) => {
			await device.bring([a, b, mine], [headOf(KB, 2, [a, b]), headOf(MINE, 1, [mine])]);
			expect(await device.store.audit(hashOf)).toEqual([]);
			await device.lab.damage(spot, into);
			expect(await device.store.audit(hashOf)).toEqual([KB]);
		});
}
