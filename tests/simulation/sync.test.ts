import { expect, test } from 'vitest';
import { CrashPoints } from './crash-points.ts';
import { live, seedsFrom } from './life.ts';
import { MUTANT_NAMES, MUTANTS } from './mutants.ts';

/** `npm run sim` lives as many as wanted. */
const RUNS = 150;
/** Of the four hundred, most are caught in the first ten. */
const MUTANT_RUNS = 400;

test('I1–I5, I7, I8, I10–I12 devices with several tabs, shared ones, a bad network, photographs, crashes, copies, damage, restores, changing rights', async () => {
	const statuses = new Map<string, number>();
	const crashes = new CrashPoints();
	let pictures = 0;
	for (const seed of seedsFrom(1, RUNS)) {
		const world = await live(seed);
		crashes.note(world);
		for (const { device } of world.posts)
			for (const { command, outcome } of await device.outbox.entries()) {
				if (command.name === 'ticket.attachPhoto' && outcome?.status === 'applied') pictures += 1;
				const status = outcome?.status ?? 'waits';
				statuses.set(status, (statuses.get(status) ?? 0) + 1);
			}
	}
	// A city in which nothing happens proves nothing.
	for (const status of ['applied', 'rejected', 'skipped'])
		expect(statuses.get(status) ?? 0, status).toBeGreaterThan(RUNS / 10);
	expect(pictures).toBeGreaterThan(RUNS / 10);
	// The rest are points that are passed after a restore; more lives come to all of them.
	expect(crashes.missed.length, crashes.missed.join(', ')).toBeLessThan(crashes.all.length / 4);
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
