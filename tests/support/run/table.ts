import { stripVTControlCharacters } from 'node:util';
import type { Count } from './count.ts';

/** A long list of failures hides its first; the steps' own output above has them all. */
const FAILURES_LISTED = 30;
const MEASUREMENT = '» ';
/** One line for each test that passes as well: of thousands, the ones that matter would not be found. */
const PROGRESS = /^(?:\[\d+\/\d+\]|\s*✓)/u;

export type Row = {
	readonly name: string;
	readonly count: Count;
	readonly elapsedMs: number;
	readonly output: string;
};

export const HEADER = row(' ', 'step', ['time', 'passed', 'failed']);

/** One line for a step that has ended, beneath it what it measured and, when it failed, its output. */
export function describe({ name, count, elapsedMs, output }: Row): string {
	const failed = count.failures.length;
	const lines = output.split('\n').map((line) => line.trimEnd());
	const isGood = failed === 0;
	const shown = isGood
		? lines.filter((line) => line.startsWith(MEASUREMENT))
		: lines.filter((line) => !PROGRESS.test(stripVTControlCharacters(line)));
	return [
		row(isGood ? '✓' : '✗', name, [seconds(elapsedMs), count.passed, failed || '']),
		...shown.map((line) => `    ${line}`)
	].join('\n');
}

/** What failed, by name, and the line that counts: nothing may be printed after it. */
export function conclude(counts: readonly Count[], elapsedMs: number): string {
	const passed = counts.reduce((sum, count) => sum + count.passed, 0);
	const failures = counts.flatMap((count) => count.failures);
	const unlisted = failures.length - FAILURES_LISTED;
	return [
		row(' ', 'all', [seconds(elapsedMs), passed, failures.length || '']),
		...failures.slice(0, FAILURES_LISTED).map((failure) => `✗ ${failure}`),
		...(unlisted > 0 ? [`  and ${unlisted} more`] : []),
		`${passed} passed, ${failures.length} failed`
	].join('\n');
}

function row(mark: string, name: string, cells: readonly (string | number)[]): string {
	const padded = cells.map((cell) => String(cell).padStart(9));
	return `${mark} ${name.padEnd(12)}${padded.join('')}`.trimEnd();
}

const seconds = (spanMs: number): string => `${(spanMs / 1000).toFixed(1)} s`;
