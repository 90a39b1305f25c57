import fc from 'fast-check';
import { expect, test } from 'vitest';
import { backoffMs } from './backoff.ts';

const chance = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
const failures = fc.integer({ min: 1, max: 10_000 });

test.each([
	[1, 0, 500],
	[1, 0.999, 1000],
	[2, 0, 1000],
	[3, 0.5, 3000],
	[9, 0.999, 255_872],
	[10, 0, 150_000],
	[10_000, 0.999, 299_850]
])('after failure %i, with chance %d: %i ms', (failed, luck, ms) => {
	expect(backoffMs(failed, luck, null)).toBe(ms);
});

test('between half a second and five minutes, however long it lasts', () => {
	fc.assert(
		fc.property(failures, chance, (failed, luck) => {
			const ms = backoffMs(failed, luck, null);
			expect(ms).toBeGreaterThanOrEqual(500);
			expect(ms).toBeLessThanOrEqual(300_000);
			expect(Number.isInteger(ms)).toBe(true);
		})
	);
});

test('a fleet that failed together does not come back together', () => {
	const waits = Array.from({ length: 100 }, (_, index) => backoffMs(5, index / 100, null));
	expect(new Set(waits).size).toBe(100);
});

test('never sooner than the server asked, and not sooner than without its asking', () => {
	fc.assert(
		fc.property(failures, chance, fc.nat(3_600_000), (failed, luck, asked) => {
			const own = backoffMs(failed, luck, null);
			expect(backoffMs(failed, luck, asked)).toBe(Math.max(own, asked));
		})
	);
});
