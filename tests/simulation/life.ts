/** One simulated life of a city, from its seed to quiet, with every invariant after every step. */
import { checkEnd, checkInvariants } from './invariants.ts';
import type { Sabotage } from './mutants.ts';
import { World } from './world.ts';

const STEPS = 250;

/** Seeds that once found a fault; they are lived first. */
export const SCARS = [4, 24, 60, 318, 1135, 1155, 2822, 4613, 7764];

/** @throws Error that names the seed, with the broken invariant as its cause */
export async function live(seed: number, sabotage: Sabotage = {}): Promise<World> {
	const world = new World(seed, sabotage);
	try {
		for (let step = 0; step < STEPS; step += 1) {
			await world.step();
			await checkInvariants(world);
		}
		await world.quiet();
		await checkEnd(world);
		return world;
	} catch (fault) {
		throw new Error(`Seed ${String(seed)}`, { cause: fault });
	}
}

/** The scars first, then one seed after another. */
export const seedsFrom = (first: number, runs: number): readonly number[] =>
	[...SCARS, ...Array.from({ length: runs }, (_, index) => first + index)].slice(0, runs);

/** Steps of one life, without those of its end. */
export const STEPS_OF_LIFE = STEPS;
