import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Count, count } from './count.ts';
import { STEPS } from './steps.ts';

let folder: string;
beforeEach(() => {
	folder = mkdtempSync(path.join(tmpdir(), 'count-'));
});
afterEach(() => {
	rmSync(folder, { recursive: true });
});

/** What a step's report, or its absence, and exit code come to. */
function counted(name: string, exitCode: number, report?: unknown): Count {
	const step = STEPS.find((candidate) => candidate.name === name);
	if (step === undefined) throw new Error(`No step ${name}`);
	const reportFile = path.join(folder, 'report.json');
	if (report !== undefined) writeFileSync(reportFile, JSON.stringify(report));
	return count(step, exitCode, reportFile);
}

const vitestFile = (status: string, ...statuses: string[]): unknown => ({
	name: 'x.test.ts',
	status,
	assertionResults: statuses.map((each, index) => ({ fullName: `t${index}`, status: each }))
});

const playwright = (statuses: readonly string[], errors: readonly string[] = []): unknown => ({
	suites: [
		{
			specs: [],
			suites: [
				{
					specs: statuses.map((status) => ({ title: 't', file: 'x', tests: [{ status }] }))
				}
			]
		}
	],
	errors: errors.map((message) => ({ message }))
});

describe('a check', () => {
	test('counts once, by its exit code', () => {
		expect(counted('lint', 0)).toEqual({ passed: 1, failures: [] });
		expect(counted('lint', 2)).toEqual({ passed: 0, failures: ['lint'] });
	});
});

describe('a Vitest step', () => {
	test('counts its tests', () => {
		const report = { testResults: [vitestFile('passed', 'passed', 'passed')] };
		expect(counted('unit', 0, report)).toEqual({ passed: 2, failures: [] });
	});

	test('counts every skipped test as failed', () => {
		const report = { testResults: [vitestFile('passed', 'passed', 'skipped', 'todo', 'pending')] };
		expect(counted('unit', 0, report)).toEqual({
			passed: 1,
			failures: ['t1 (skipped)', 't2 (todo)', 't3 (pending)']
		});
	});

	test('counts a file that could not be loaded', () => {
		const report = {
			testResults: [vitestFile('failed'), vitestFile('failed', 'passed', 'failed')]
		};
		expect(counted('unit', 1, report)).toEqual({
			passed: 1,
			failures: ['x.test.ts (not loaded)', 't1 (failed)']
		});
	});

	test('fails when nothing ran, when the runner fell, and when it left no report', () => {
		expect(counted('unit', 0, { testResults: [] }).failures).toEqual(['unit: ran no test']);
		const whole = { testResults: [vitestFile('passed', 'passed')] };
		expect(counted('unit', 1, whole)).toEqual({ passed: 1, failures: ['unit: exit code 1'] });
		rmSync(path.join(folder, 'report.json'));
		expect(counted('unit', 0).failures).toEqual(['unit: ended without a report']);
	});
});

describe('a Playwright step', () => {
	test('counts its tests; a skipped or flaky one has failed', () => {
		expect(counted('browser', 0, playwright(['expected', 'skipped', 'flaky', 'expected']))).toEqual(
			{
				passed: 2,
				failures: ['x: t (skipped)', 'x: t (flaky)']
			}
		);
	});

	test('counts what stands outside any test', () => {
		expect(counted('browser', 1, playwright(['expected'], ['no server\nat x'])).failures).toEqual([
			'no server (error)'
		]);
	});
});

test('a failure says why, where only the end of the output is kept', () => {
	const message = '\u001b[31mExpected 1\u001b[39m\n\nReceived 2';
	const why = '\n    Expected 1\n    Received 2';
	const failing = { fullName: 't', status: 'failed', failureMessages: [message] };
	const ofVitest = { name: 'x', status: 'failed', assertionResults: [failing] };
	expect(counted('unit', 1, { testResults: [ofVitest] }).failures).toEqual([`t (failed)${why}`]);
	const tried = { status: 'unexpected', results: [{ errors: [{ message }] }] };
	const suite = { specs: [{ title: 't', file: 'x', tests: [tried] }] };
	expect(counted('browser', 1, { suites: [suite], errors: [] }).failures).toEqual([
		`x: t (unexpected)${why}`
	]);
});
