import { spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

export type Ended = { readonly exitCode: number; readonly output: string };
export type Command = readonly [program: string, ...args: string[]];
export type Circumstances = {
	readonly env: NodeJS.ProcessEnv;
	readonly limitMs: number;
	/** Aborted when the person at the keyboard has had enough. */
	readonly signal: AbortSignal;
};

/** What a process gets to end on its own after SIGTERM; PostgreSQL needs a second or two. */
const GRACE_MS = 8_000;
/** For what the pipes still hold after the end. */
const LAST_WORDS_MS = 1_000;
/** A shell's convention for "no such program". */
const NOT_FOUND = 127;

/**
 * Runs a command with everything it starts in a process group of its own, and returns when the
 * whole group is gone: what a test left behind is ended here. Output is both streams as they came.
 */
export async function run(command: Command, around: Circumstances): Promise<Ended> {
	const [program, ...args] = command;
	const child = spawn(program, args, {
		env: around.env,
		detached: true,
		stdio: ['ignore', 'pipe', 'pipe']
	});
	const chunks: Buffer[] = [];
	for (const stream of [child.stdout, child.stderr]) {
		stream.on('data', (chunk: Buffer) => chunks.push(chunk));
	}
	const note = (text: string): void => void chunks.push(Buffer.from(`\n${text}\n`));
	const exited = new Promise<number>((resolve) => {
		child.once('exit', (code) => resolve(code ?? 1));
		child.once('error', (failure) => {
			note(failure.message);
			resolve(NOT_FOUND);
		});
	});
	const closed = new Promise((resolve) => child.once('close', resolve));
	const limit = AbortSignal.timeout(around.limitMs);
	const stop = AbortSignal.any([limit, around.signal]);
	const stopped = whenAborted(stop).then(() => {
		note(limit.aborted ? `Ended after ${minutes(around.limitMs)}.` : 'Interrupted.');
		return endGroup(child.pid);
	});
	const exitCode = await Promise.race([exited, stopped.then(() => 1)]);
	await endGroup(child.pid);
	await Promise.race([closed, sleep(LAST_WORDS_MS)]);
	return { exitCode: stop.aborted ? 1 : exitCode, output: Buffer.concat(chunks).toString() };
}

const minutes = (spanMs: number): string => `${(spanMs / 60_000).toFixed(1)} minutes`;

function whenAborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener('abort', () => resolve(), { once: true });
	});
}

/** Asks the group to end, then makes it; quick when it is gone already. */
async function endGroup(leader: number | undefined): Promise<void> {
	if (leader === undefined || !(await isAlive(leader, 300))) return;
	tell(leader, 'SIGTERM');
	if (await isAlive(leader, GRACE_MS)) tell(leader, 'SIGKILL');
}

/** Whether the group still lives after waiting up to `patienceMs` for its end. */
async function isAlive(leader: number, patienceMs: number): Promise<boolean> {
	const stepMs = 30;
	for (let waitedMs = 0; waitedMs < patienceMs; waitedMs += stepMs) {
		if (!tell(leader, 0)) return false;
		await sleep(stepMs);
	}
	return tell(leader, 0);
}

/** Signals the whole group (0 only asks). False when nobody is left to hear it. */
function tell(leader: number, signal: NodeJS.Signals | 0): boolean {
	try {
		return process.kill(-leader, signal);
	} catch {
		return false;
	}
}
