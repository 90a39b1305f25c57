/**
 * The search in Chromium, as a device has it: `npm run bench:search -- [--slowdown 4] [--json]`. Articles and
 * questions are invented; how well they are answered is what eval:search measures.
 */
import { chromium } from '@playwright/test';
import { Command } from 'commander';
import { LAUNCH } from '../../e2e/launch.ts';
import { bundle } from '../sync/bundle.ts';
import { generateRows } from '../sync/data.ts';
import { importProcedures } from './procedures.ts';

const { slowdown, json } = new Command('bench:search')
	.option('--slowdown <times>', 'how much slower the processor is made', '4')
	.option('--json', 'print JSON')
	.parse()
	.opts<{ slowdown: string; json?: true }>();

const SIZES = [618, 5000];
const QUESTIONS = 400;

/** Titles and steps cut to what people type, every third with a slip of the keys. */
function questionsFrom(rows: ReturnType<typeof generateRows>): readonly string[] {
	return Array.from({ length: QUESTIONS }, (_, at) => {
		const { title, steps } = rows[(at * 37) % rows.length] ?? { title: '', steps: [] };
		const words = (at % 4 === 0 ? (steps[0] ?? title) : title).split(' ').slice(0, 1 + (at % 8));
		const text = words.join(' ').toLowerCase();
		const middle = text.length >> 1;
		return at % 3 === 0
			? text.slice(0, middle) +
					text.slice(middle + 1, middle + 2) +
					text.slice(middle, middle + 1) +
					text.slice(middle + 2)
			: text;
	});
}

const script = await bundle('../search/page.ts');
const browser = await chromium.launch(LAUNCH);
try {
	const results = [];
	for (const size of SIZES) {
		const rows = generateRows(size);
		const { views } = importProcedures(
			rows.map((row) => JSON.stringify(row)),
			{ withKeywords: true }
		);
		const page = await browser.newPage();
		await page.evaluate(script.code);
		const session = await page.context().newCDPSession(page);
		await session.send('Emulation.setCPUThrottlingRate', { rate: Number(slowdown) });
		const measured = await page.evaluate(
			([some, questions]) => window.measureSearch(some, questions),
			[views, questionsFrom(rows)] as const
		);
		await page.close();
		const sorted = [...measured.askedMs].sort((one, other) => one - other);
		const quantile = (part: number) => round1(sorted[Math.floor(sorted.length * part)] ?? 0);
		results.push({
			...{ articles: size, slowdown: Number(slowdown) },
			...{ buildMs: round1(measured.buildMs), readMs: round1(measured.readMs) },
			...{ megabytes: round1(measured.bytes / 1_000_000) },
			...{ p50Ms: quantile(0.5), p95Ms: quantile(0.95), longestMs: quantile(0.999) }
		});
	}
	if (json) console.log(JSON.stringify(results));
	else console.table(results);
} finally {
	await browser.close();
}

function round1(value: number): number {
	return Math.round(value * 10) / 10;
}
