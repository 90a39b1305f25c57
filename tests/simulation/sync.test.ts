import { expect, test } from 'vitest';
import { live, seedsFrom } from './life.ts';
import { MUTANT_NAMES, MUTANTS } from './mutants.ts';

/** `npm run sim` lives as many as wanted. */
const RUNS = 150;
/** Of the two hundred, most are caught in the first ten. */
const MUTANT_RUNS = 200;

test('I1–I5, I7, I8 devices with several tabs, a bad network, crashes, copies, damage, restores, changing rights', async () => {
	const statuses = new Map<string, number>();
	for (const seed of seedsFrom(1, RUNS)) {
		const { posts } = await live(seed);
		for (const { device } of posts)
			for (const { outcome } of await device.outbox.entries()) {
				const status = outcome?.status ?? 'waits';
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
			}
	}
	// A city in which nothing happens proves nothing.
	for (const status of ['applied', 'rejected', 'skipped'])
		expect(statuses.get(status) ?? 0, status).toBeGreaterThan(RUNS / 10);
}, 120_000);

test.each(MUTANT_NAMES)(
	'a build is caught in which %s',
	async (name) => {
		const isCaught = async () => {
			for (let seed = 1; seed <= MUTANT_RUNS; seed += 1)
				if (
					await live(seed, MUTANTS[name]).then(
						() => false,
						() => true
					)
				)
					return true;
			return false;
		};
		expect(await isCaught()).toBe(true);
	},
	60_000
);
