import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import * as v from 'valibot';
import type { Step } from './steps.ts';

export type Count = { readonly passed: number; readonly failures: readonly string[] };

/**
 * What a step's run comes to. A skipped test is a failed one; a runner that ran nothing, or that
 * ended badly without naming a failure, counts as one failure of its own.
 * @param reportFile where the step's runner was told to write; ignored for a plain check
 * @throws Error when the report is not the runner's
 */
export function count(step: Step, exitCode: number, reportFile: string): Count {
	if (step.counting === 'check') return ofCheck(step, exitCode);
	if (!existsSync(reportFile)) return failed(`${step.name}: ended without a report`);
	const report: unknown = JSON.parse(readFileSync(reportFile, 'utf8'));
	const { passed, failures } = step.counting === 'vitest' ? ofVitest(report) : ofPlaywright(report);
	const isSilent = exitCode !== 0 && failures.length === 0;
	if (passed + failures.length === 0) return failed(`${step.name}: ran no test`);
	return { passed, failures: isSilent ? [`${step.name}: exit code ${exitCode}`] : failures };
}

/** A count of one failure, told in a line. */
export const failed = (text: string): Count => ({ passed: 0, failures: [text] });

function ofCheck(step: Step, exitCode: number): Count {
	return exitCode === 0 ? { passed: 1, failures: [] } : failed(step.name);
}

type Outcome = { readonly title: string; readonly status: string; readonly why?: string };

/** Enough to see what went wrong where only the end of the output is kept. */
const LINES_OF_WHY = 12;

const indented = (why: string): string =>
	stripVTControlCharacters(why)
		.split('\n')
		.filter((line) => line.trim() !== '')
		.slice(0, LINES_OF_WHY)
		.map((line) => `\n    ${line}`)
		.join('');

const tally = (outcomes: readonly Outcome[], good: string): Count => ({
	passed: outcomes.filter(({ status }) => status === good).length,
	failures: outcomes
		.filter(({ status }) => status !== good)
		.map(({ title, status, why = '' }) => `${title} (${status})${indented(why)}`)
});

const VitestReport = v.object({
	testResults: v.array(
		v.object({
			name: v.string(),
			status: v.string(),
			assertionResults: v.array(
				v.object({
					fullName: v.string(),
					status: v.string(),
					failureMessages: v.nullish(v.array(v.string()), [])
				})
			)
		})
	)
});

function ofVitest(report: unknown): Count {
	const files = v.parse(VitestReport, report).testResults;
	return tally(
		files.flatMap((file): Outcome[] => {
			const tests = file.assertionResults.map(({ fullName, status, failureMessages }) => ({
				title: fullName,
				status,
				why: (failureMessages ?? []).join('\n')
			}));
			// A file that could not be loaded, or whose hooks fell, has no failed test to show.
			const isWhole = file.status === 'passed' || tests.some(({ status }) => status === 'failed');
			return isWhole
				? tests
				: [...tests, { title: path.relative('', file.name), status: 'not loaded' }];
		}),
		'passed'
	);
}

type Tried = {
	readonly errors?: readonly { readonly message?: string | undefined }[] | undefined;
};
type Suite = {
	readonly specs: readonly {
		readonly title: string;
		readonly file: string;
		readonly tests: readonly {
			readonly status: string;
			readonly results?: readonly Tried[] | undefined;
		}[];
	}[];
	readonly suites?: readonly Suite[] | undefined;
};

const PlaywrightSuite: v.GenericSchema<Suite> = v.object({
	specs: v.array(
		v.object({
			title: v.string(),
			file: v.string(),
			tests: v.array(
				v.object({
					status: v.string(),
					results: v.optional(
						v.array(
							v.object({
								errors: v.optional(v.array(v.object({ message: v.optional(v.string()) })))
							})
						)
					)
				})
			)
		})
	),
	suites: v.optional(v.array(v.lazy(() => PlaywrightSuite)))
});

const PlaywrightReport = v.object({
	suites: v.array(PlaywrightSuite),
	errors: v.array(v.object({ message: v.optional(v.string(), 'error') }))
});

function ofPlaywright(report: unknown): Count {
	const { suites, errors } = v.parse(PlaywrightReport, report);
	return tally(
		[
			...suites.flatMap(outcomesOf),
			...errors.map(({ message }) => ({ title: message.split('\n')[0] ?? '', status: 'error' }))
		],
		'expected'
	);
}

function outcomesOf(suite: Suite): Outcome[] {
	const own = suite.specs.flatMap(({ title, file, tests }) =>
		tests.map(({ status, results = [] }) => ({
			...{ title: `${file}: ${title}`, status },
			why: results
				.flatMap(({ errors = [] }) => errors.map(({ message = '' }) => message))
				.join('\n')
		}))
	);
	return [...own, ...(suite.suites ?? []).flatMap(outcomesOf)];
}
