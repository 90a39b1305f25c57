// The application as the server runs it, in build/. Run as a program it is built unless it is there
// and of the present sources: `node src/cli/app-build.ts`.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { stampSources } from './build-stamp.ts';

/** The project's folder. */
export const ROOT = resolve(import.meta.dirname, '../..');

const OUTPUT_SHOWN_LINES = 40;

export type Building = {
	/** Told once, before a build that takes a while; not at all when there is nothing to do. */
	readonly onBegin: (why: 'missing' | 'stale') => void;
	/** Ends the build. */
	readonly signal: AbortSignal;
};

/**
 * Makes build/ what the sources say.
 * @returns whether it had to be built
 * @throws Error with the end of the build's output, when it fails
 */
export async function ensureBuild({ onBegin, signal }: Building): Promise<boolean> {
	const stampFile = join(ROOT, 'build/stamp');
	const stamp = stampSources(ROOT);
	const isThere = existsSync(join(ROOT, 'build/handler.js'));
	if (isThere && readIfThere(stampFile) === stamp) return false;
	onBegin(isThere ? 'stale' : 'missing');
	// Whatever breaks the build off leaves one that is not taken for whole.
	rmSync(stampFile, { force: true });
	for (const step of STEPS) await run(step, signal);
	writeFileSync(stampFile, stamp);
	return true;
}

type Step = { readonly program: string; readonly args: readonly string[] };

/** Run by this Node, not by the one that a shell finds. */
const STEPS: readonly Step[] = [
	// First, as Vite reads the TypeScript settings that it writes.
	{ program: 'node_modules/@sveltejs/kit/svelte-kit.js', args: ['sync'] },
	{ program: 'node_modules/vite/bin/vite.js', args: ['build', '--logLevel', 'warn'] }
];

async function run({ program, args }: Step, signal: AbortSignal): Promise<void> {
	const child = spawn(process.execPath, [program, ...args], {
		cwd: ROOT,
		env: { ...process.env, NODE_ENV: 'production', NO_COLOR: '1', FORCE_COLOR: undefined },
		stdio: ['ignore', 'pipe', 'pipe'],
		signal
	});
	const chunks: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => chunks.push(chunk));
	}
	await once(child, 'close');
	if (child.exitCode === 0) return;
	// Where in the build tools it happened says nothing about our sources.
	const lines = Buffer.concat(chunks)
		.toString()
		.split('\n')
		.filter((line) => line.trim() !== '' && !/^\s+at /u.test(line));
	throw new Error(['The build failed:', ...lines.slice(-OUTPUT_SHOWN_LINES)].join('\n  '));
}

function readIfThere(path: string): string | undefined {
	return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

if (import.meta.main) {
	const startMs = performance.now();
	const { signal } = new AbortController();
	try {
		const built = await ensureBuild({ onBegin: () => undefined, signal });
		const seconds = ((performance.now() - startMs) / 1000).toFixed(1);
		console.log(built ? `Built in ${seconds} s.` : 'Up to date.');
	} catch (failure) {
		console.error(failure instanceof Error ? failure.message : failure);
		process.exitCode = 1;
	}
}
