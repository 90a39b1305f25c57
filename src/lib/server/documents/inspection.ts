/** Has files looked into, one after another, each by a process of its own that can do nothing but read. */
import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import process from 'node:process';
import { promisify } from 'node:util';
import type { Inspected } from '#lib/domain/article/document-file.ts';

const run = promisify(execFile);

/** Of the sources, which run as they are: this file may have been bundled. */
const PROGRAM = createRequire(import.meta.url).resolve('#lib/server/documents/inspect.ts');
/** A usual one takes half a second. */
const PATIENCE_MS = 20_000;
const MEMORY_MB = 384;
const MOST_ANSWER_BYTES = 4 * 1024 * 1024;
/** No writing and no other program; what draws is native code, and the environment is left behind. */
const RIGHTS = ['--permission', '--allow-fs-read=*', '--allow-addons', '--no-warnings'];

let last: Promise<unknown> = Promise.resolve();

/** @returns 'unreadable' too for what takes too long, or more memory than it may */
export function inspect(path: string, patienceMs = PATIENCE_MS): Promise<Inspected> {
	const mine = last.then(() => inspectNow(path, patienceMs));
	last = mine;
	return mine;
}

async function inspectNow(path: string, patienceMs: number): Promise<Inspected> {
	try {
		const { stdout } = await run(
			process.execPath,
			[...RIGHTS, `--max-old-space-size=${String(MEMORY_MB)}`, PROGRAM, path],
			{ env: {}, timeout: patienceMs, killSignal: 'SIGKILL', maxBuffer: MOST_ANSWER_BYTES }
		);
		return JSON.parse(stdout) as Inspected;
	} catch {
		return { ok: false, refusal: 'unreadable' };
	}
}
