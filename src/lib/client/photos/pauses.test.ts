import { expect, test } from 'vitest';
import { Pauses } from './pauses.ts';

test('what failed is left alone, longer each time, and the others are not', () => {
	const pauses = new Pauses();
	pauses.begin('a', 1000, 0);
	expect(pauses.leftMs('a', 1000)).toBe(500);
	expect(pauses.leftMs('a', 1499)).toBe(1);
	expect(pauses.leftMs('a', 1500)).toBe(0);
	pauses.begin('a', 1500, 0);
	expect(pauses.leftMs('a', 1500)).toBe(1000);
	expect(pauses.leftMs('b', 1500)).toBe(0);
});

test('after it went, or when the network is back, there is no pause', () => {
	const pauses = new Pauses();
	pauses.begin('a', 0, 0);
	pauses.begin('b', 0, 0);
	pauses.forget('a');
	expect(pauses.leftMs('a', 0)).toBe(0);
	pauses.forgetAll();
	expect(pauses.leftMs('b', 0)).toBe(0);
});
