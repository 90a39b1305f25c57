/**
 * Lighthouse over the pages that the server makes for the public, on the product with its demonstration city, in
 * Chromium: `npm run bench:pages -- [--rounds 3] [--json]`. Ends with a fault where a category is below 95.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { Command } from 'commander';
import * as v from 'valibot';
import { table } from '../../../src/cli/table.ts';
import { LAUNCH } from '../../e2e/launch.ts';
import { ensureChromium } from '../../support/chromium.ts';
import { startProduct } from '../../support/product.ts';
import { installed } from '../own-packages.ts';

const LEAST = 0.95;
const CATEGORIES = ['performance', 'accessibility', 'best-practices', 'seo'] as const;
const PAGES = ['/baza-wiedzy/ZDIT-DZIURY', '/bip/ZDIT-DZIURY', '/bip'];
const PACKAGES = path.join(import.meta.dirname, 'lighthouse');

const { rounds, json } = new Command('bench:pages')
	.option('--rounds <number>', 'of each page; the median counts', '3')
	.option('--json', 'print JSON')
	.parse()
	.opts<{ rounds: string; json?: true }>();

const reportSchema = v.object({
	categories: v.record(v.string(), v.object({ score: v.number() }))
});
type Scores = Readonly<Record<(typeof CATEGORIES)[number], number>>;

const say = (text: string): void => {
	console.error(text);
};

function measure(address: string, folder: string): Scores {
	const file = path.join(folder, 'report.json');
	const { status } = spawnSync(
		path.join(PACKAGES, 'node_modules/.bin/lighthouse'),
		[
			...[address, '--quiet', '--output=json', `--output-path=${file}`],
			...[`--only-categories=${CATEGORIES.join(',')}`],
			`--chrome-flags=--headless ${LAUNCH.args.join(' ')}`
		],
		{
			stdio: ['ignore', 'ignore', 'inherit'],
			env: { ...process.env, CHROME_PATH: ensureChromium() }
		}
	);
	if (status !== 0) throw new Error(`Lighthouse ended with ${String(status)} at ${address}`);
	const { categories } = v.parse(reportSchema, JSON.parse(readFileSync(file, 'utf8')));
	const scores = CATEGORIES.map((name) => [name, categories[name]?.score ?? 0]);
	return Object.fromEntries(scores) as Scores;
}

const median = (numbers: readonly number[]): number =>
	numbers.toSorted((one, other) => one - other)[numbers.length >> 1] ?? 0;

if (!installed(PACKAGES, say)) throw new Error('Lighthouse could not be installed.');
const folder = mkdtempSync(path.join(tmpdir(), 'lckm-pages-'));
const product = await startProduct();
try {
	const results = PAGES.map((page) => {
		const all = Array.from({ length: Number(rounds) }, () =>
			measure(`${product.address}${page}`, folder)
		);
		const of = (name: keyof Scores) => median(all.map((one) => one[name]));
		return { page, ...(Object.fromEntries(CATEGORIES.map((name) => [name, of(name)])) as Scores) };
	});
	const percent = (score: number): string => String(Math.round(score * 100));
	const rows = results.map((one) => [one.page, ...CATEGORIES.map((name) => percent(one[name]))]);
	console.log(
		json ? JSON.stringify(results) : table([['page', ...CATEGORIES], ...rows]).join('\n')
	);
	if (results.some((one) => CATEGORIES.some((name) => one[name] < LEAST))) process.exitCode = 1;
} finally {
	await product.remove();
	rmSync(folder, { recursive: true, force: true });
}
