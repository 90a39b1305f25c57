// `npm run bench:sync -- --n 5000 [--rounds 5] [--json] [--only lckm,floor]`: the product's sync engine beside
// its peers, in a real browser, on the same articles, in one run. README.md says what the numbers mean.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import process from 'node:process';
import { parseArgs } from 'node:util';
import { installed } from '../own-packages.ts';
import { bundle, type Bundle } from './bundle.ts';
import { BY_DEFAULT, CONTENDERS, hostOf, isContender, type ContenderName } from './contenders.ts';
import { lines, ratiosOf, rowOf, type Outcome } from './report.ts';
import { measure, type Round } from './round.ts';
import { Town } from './town.ts';

const { values } = parseArgs({
	options: {
		n: { type: 'string', default: '5000' },
		rounds: { type: 'string', default: '5' },
		json: { type: 'boolean', default: false },
		only: { type: 'string', default: BY_DEFAULT.join(',') }
	}
});
const n = Number(values.n);
const rounds = Number(values.rounds);
const names = values.only.split(',').filter(isContender);
/** The demonstration has this many of its own, and a hundred are changed at a time. */
const LEAST = 200;
const isRight =
	Number.isSafeInteger(n) && n >= LEAST && Number.isSafeInteger(rounds) && rounds >= 1;
if (!isRight || names.length === 0) {
	const known = Object.keys(CONTENDERS).join(', ');
	console.error(`--n is ${LEAST} or more, --rounds 1 or more, --only some of ${known}.`);
	process.exit(2);
}

const PEERS = path.join(import.meta.dirname, 'peers');
const say = (text: string) => {
	console.error(`${(performance.now() / 1000).toFixed(0).padStart(4)} s  ${text}`);
};

/** Broken off, it still puts everything away that it has begun. */
const stop = new AbortController();
for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const)
	process.on(name, () => {
		stop.abort(new Error('Broken off'));
	});

type Entrant = { -readonly [K in keyof Outcome]: Outcome[K] } & {
	readonly rounds: Round[];
	script: Bundle | null;
};

async function main(): Promise<void> {
	if (names.some((name) => CONTENDERS[name].isPeer))
		// Where they are missing each of them will say so.
		if (!installed(PEERS, say)) say('The peers could not be installed.');
	const entrants = await Promise.all(names.map(enter));
	const folder = mkdtempSync(path.join(tmpdir(), 'lckm-bench-'));
	try {
		await compete(entrants, folder);
	} catch (fault) {
		// What ends by the same signal says so in its own way.
		if (!stop.signal.aborted) throw fault;
	} finally {
		rmSync(folder, { recursive: true, force: true });
	}
	if (stop.signal.aborted) {
		process.exitCode = 130;
		return;
	}
	const rows = entrants.map(rowOf);
	const ratios = ratiosOf(entrants);
	for (const line of lines(rows, ratios)) say(line);
	if (values.json) console.log(JSON.stringify({ n, rounds, rows, ratios }));
	if (entrants.some(({ name, failure }) => name === 'lckm' && failure !== null))
		process.exitCode = 1;
}

async function compete(entrants: readonly Entrant[], folder: string): Promise<void> {
	say(`Importing ${n} articles into the product …`);
	const town = await Town.build(n);
	try {
		const articlesFile = path.join(folder, 'articles.json');
		const text = JSON.stringify(town.articles);
		writeFileSync(articlesFile, text);
		say(`${n} articles, ${(text.length / n / 1000).toFixed(2)} k characters each`);
		const search = await bundle('pages/lckm-search.ts');
		for (let round = 1; round <= rounds; round += 1)
			for (const entrant of entrants) await runOne(entrant, { round, town, articlesFile, search });
	} finally {
		await town.close();
	}
}

async function enter(name: ContenderName): Promise<Entrant> {
	const { title, page, isPeer } = CONTENDERS[name];
	const entrant = { name, title, isPeer, rounds: [], failure: null };
	try {
		const script = await bundle(page);
		const bundleGzipKB = kb(script.gzipKb);
		if (name !== 'lckm') return { ...entrant, script, sizes: { bundleGzipKB } };
		const engineGzipKB = kb(script.gzipKb - (await bundle('pages/dexie-alone.ts')).gzipKb);
		return { ...entrant, script, sizes: { bundleGzipKB, engineGzipKB } };
	} catch (fault) {
		return { ...entrant, script: null, sizes: { bundleGzipKB: NaN }, failure: reasonOf(fault) };
	}
}

const kb = (size: number): number => Number(size.toFixed(1));

type Course = {
	readonly round: number;
	readonly town: Town;
	readonly articlesFile: string;
	readonly search: Bundle;
};

/** A contender that fails is reported, and does not come again; the others go on. */
async function runOne(entrant: Entrant, { round, town, articlesFile, search }: Course) {
	if (stop.signal.aborted || entrant.failure !== null || entrant.script === null) return;
	const { name, script } = entrant;
	try {
		const host = await hostOf(CONTENDERS[name], town, articlesFile);
		try {
			const searchScript = name === 'lckm' ? search : null;
			const mark = `runda${round}`;
			const setting = { host, town, script, searchScript, mark, stop: stop.signal };
			const measured = await measure(setting);
			entrant.rounds.push(measured);
			say(`${round} ${name}: ${Math.round(measured.firstLoadMs)} ms to load`);
		} finally {
			await host.close();
		}
	} catch (fault) {
		entrant.failure = reasonOf(fault);
		say(`${round} ${name} failed: ${entrant.failure}`);
	}
}

function reasonOf(fault: unknown): string {
	return fault instanceof Error ? fault.message : String(fault);
}

await main();
