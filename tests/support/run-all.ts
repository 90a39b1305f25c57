// `npm test`: every check there is, two at a time where they do not touch the same files.
//   npm test                        everything
//   npm test -- --only unit,lint    these steps alone, without what they build on
// A step's output is shown when it fails; its lines that begin with "» " are measurements and
// always shown. The last line counts checks and tests together: `N passed, M failed`.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { run, type Ended } from './run/child.ts';
import { count, type Count, failed } from './run/count.ts';
import { schedule } from './run/schedule.ts';
import { STEPS, type Step } from './run/steps.ts';
import { conclude, describe, HEADER } from './run/table.ts';

const MINUTE_MS = 60_000;

process.chdir(path.resolve(import.meta.dirname, '../..'));
const steps = chosenSteps();
const interruption = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
	process.on(signal, () => interruption.abort());
}
// Whatever a test forgets to remove goes with this folder.
const folder = mkdtempSync(path.join(tmpdir(), 'lckm-test-'));
try {
	// PostgreSQL gives up root for a user of its own, who must get through to its files.
	chmodSync(folder, 0o755);
	console.log(HEADER);
	const startMs = performance.now();
	const counts = [...(await schedule(steps, carryOut)).values()];
	console.log(conclude(counts, performance.now() - startMs));
	process.exitCode = counts.some(({ failures }) => failures.length > 0) ? 1 : 0;
} finally {
	rmSync(folder, { recursive: true, force: true });
}

function chosenSteps(): readonly Step[] {
	const { values } = parseArgs({ options: { only: { type: 'string' } } });
	if (values.only === undefined) return STEPS;
	const names = values.only.split(',');
	const unknown = names.filter((name) => !STEPS.some((step) => step.name === name));
	if (unknown.length > 0) {
		throw new Error(`No step ${unknown.join(', ')}: ${STEPS.map(({ name }) => name).join(', ')}`);
	}
	return STEPS.filter(({ name }) => names.includes(name));
}

async function carryOut(step: Step, failedNeed: string | undefined): Promise<Count> {
	const startMs = performance.now();
	const obstacle = interruption.signal.aborted
		? 'interrupted'
		: failedNeed && `${failedNeed} failed`;
	const { result, output } = obstacle
		? { result: failed(`${step.name}: not run, ${obstacle}`), output: '' }
		: await runStep(step);
	const elapsedMs = performance.now() - startMs;
	console.log(describe({ name: step.name, count: result, elapsedMs, output }));
	return result;
}

async function runStep(step: Step): Promise<{ result: Count; output: string }> {
	const reportFile = path.join(folder, `${step.name}.json`);
	const { exitCode, output } = await runCommands(step, reportFile);
	try {
		return { result: count(step, exitCode, reportFile), output };
	} catch (reason) {
		return { result: failed(`${step.name}: its report cannot be read: ${String(reason)}`), output };
	}
}

async function runCommands(step: Step, reportFile: string): Promise<Ended> {
	const around = {
		env: environment(reportFile),
		limitMs: step.limitMinutes * MINUTE_MS,
		signal: interruption.signal
	};
	let output = '';
	for (const command of step.commands) {
		const ended = await run(command, around);
		output += ended.output;
		if (ended.exitCode !== 0) return { exitCode: ended.exitCode, output };
	}
	return { exitCode: 0, output };
}

function environment(reportFile: string): NodeJS.ProcessEnv {
	return {
		...process.env,
		// This Node and these tools, whatever else the machine has.
		PATH: `${path.resolve('node_modules/.bin')}${path.delimiter}${process.env['PATH'] ?? ''}`,
		TMPDIR: folder,
		NO_COLOR: '1',
		FORCE_COLOR: undefined,
		VITEST_RESULTS: reportFile,
		PLAYWRIGHT_RESULTS: reportFile
	};
}
