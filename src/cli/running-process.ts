import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import process from 'node:process';

/** A process as the system knows it. A number alone names nobody: numbers are given out again. */
export type RunningProcess = {
	readonly pid: number;
	/** When it began, in the system's own words: equal for the same process, and only then. */
	readonly startedAt: string;
	readonly command: string;
};

/** The living process with this number; a zombie has died. */
export function findProcess(pid: number): RunningProcess | undefined {
	return process.platform === 'linux' ? fromProc(pid) : fromPs(pid);
}

/** Resolves to true as soon as the process is gone, to false when `withinMs` have passed. */
export async function hasEnded(pid: number, withinMs: number): Promise<boolean> {
	const deadline = performance.now() + withinMs;
	while (findProcess(pid)) {
		if (performance.now() > deadline) return false;
		await new Promise((resolve) => setTimeout(resolve, 20));
	}
	return true;
}

/** Sends a signal; a process that has just ended is no failure. */
export function signal(pid: number, name: NodeJS.Signals): void {
	try {
		process.kill(pid, name);
	} catch (failure) {
		if (!hasCode(failure, 'ESRCH')) throw failure;
	}
}

export function hasCode(failure: unknown, code: string): boolean {
	return failure instanceof Error && 'code' in failure && failure.code === code;
}

function fromProc(pid: number): RunningProcess | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		// The name in brackets may hold anything; state is the first field after it, start the 20th.
		const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
		const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim();
		return fields[0] === 'Z' ? undefined : { pid, startedAt: fields[19] ?? '', command };
	} catch {
		return undefined;
	}
}

function fromPs(pid: number): RunningProcess | undefined {
	const ps = (column: string): string =>
		spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' }).stdout.trim();
	const startedAt = ps('lstart');
	return startedAt === '' || ps('stat').startsWith('Z')
		? undefined
		: { pid, startedAt, command: ps('command') };
}
