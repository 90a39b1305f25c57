// `npm run sim -- --runs N [--seed S] [--mutants] [--json]`: lives of a city in memory with the real sync
// engine, each decided by its seed. With --mutants also each sabotaged build, until it is caught.
import process from 'node:process';
import { parseArgs } from 'node:util';
import { live, seedsFrom, STEPS_OF_LIFE } from './life.ts';
import { CrashPoints } from './crash-points.ts';
import { MUTANT_NAMES, MUTANTS, type MutantName } from './mutants.ts';

/** A mutant that lives longer than this has survived. */
const MUTANT_RUNS = 1000;
const SEEDS_LISTED = 20;
/** In so many runs a tab is killed at every point there is; some are passed only after a restore. */
const COMPLETE_FROM = 10_000;

const { values } = parseArgs({
	options: {
		runs: { type: 'string', default: '1000' },
		seed: { type: 'string', default: '1' },
		mutants: { type: 'boolean', default: false },
		json: { type: 'boolean', default: false }
	}
});
const runs = Number(values.runs);
const first = Number(values.seed);
if (!Number.isSafeInteger(runs) || runs < 0 || !Number.isSafeInteger(first)) {
	console.error('--runs and --seed are whole numbers.');
	process.exit(2);
}

const failed: { seed: number; why: string }[] = [];
const crashes = new CrashPoints();
for (const seed of seedsFrom(first, runs))
	await live(seed).then(
		(world) => {
			crashes.note(world);
		},
		(fault: unknown) => failed.push({ seed, why: reasonOf(fault) })
	);

const mutants: Partial<Record<MutantName, number | null>> = {};
if (values.mutants) for (const name of MUTANT_NAMES) mutants[name] = await killedAfter(name);
const survivors = MUTANT_NAMES.filter((name) => mutants[name] === null);

const report = {
	runs,
	steps: runs * STEPS_OF_LIFE,
	violations: failed.length,
	seedsFailed: failed.slice(0, SEEDS_LISTED).map(({ seed }) => seed),
	mutants,
	crashPoints: crashes.all.length,
	neverCrashedAt: crashes.missed
};
console.log(values.json ? JSON.stringify(report) : describe());
const isIncomplete = runs >= COMPLETE_FROM && crashes.missed.length > 0;
process.exitCode = failed.length > 0 || survivors.length > 0 || isIncomplete ? 1 : 0;

/** @returns null for a mutant that survived */
async function killedAfter(name: MutantName): Promise<number | null> {
	for (let run = 1; run <= MUTANT_RUNS; run += 1) {
		const isAlive = await live(first + run - 1, MUTANTS[name]).then(
			() => true,
			() => false
		);
		if (!isAlive) return run;
	}
	return null;
}

function reasonOf(fault: unknown): string {
	const cause = fault instanceof Error ? (fault.cause ?? fault) : fault;
	return cause instanceof Error ? cause.message : String(cause);
}

function describe(): string {
	return [
		`${report.runs} runs, ${report.steps} steps, ${report.violations} violations`,
		`${crashes.all.length} crash points, ${crashes.missed.length} of them never hit`,
		...failed.slice(0, SEEDS_LISTED).map(({ seed, why }) => `  seed ${seed}: ${why}`),
		...Object.entries(mutants).map(
			([name, run]) => `  ${name}: ${run === null ? 'SURVIVED' : `caught in run ${run}`}`
		)
	].join('\n');
}
