// A program of the product as a process: run, listened to, ended. Nothing of Vitest or Playwright.
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import process from 'node:process';
import { signal } from '../../src/cli/running-process.ts';

export type ProgramName = 'start' | 'lckm';

export type ProgramOptions = {
	/** Besides what every program has; no setting of whoever runs the tests reaches it. */
	readonly env: Readonly<Record<string, string>>;
	readonly args?: readonly string[];
	readonly input?: string;
};

export type Ended = {
	/** null when a signal ended it. */
	readonly exitCode: number | null;
	readonly stdout: string;
	readonly stderr: string;
};

const ROOT = path.resolve(import.meta.dirname, '../..');
const INHERITED = ['PATH', 'HOME', 'TMPDIR', 'LANG'];

const running = new Set<Program>();

/** One run of `node src/cli/….ts`, in a process group of its own. */
export class Program {
	/** Settles when it is gone and all that it wrote has been read. */
	readonly ended: Promise<Ended>;
	readonly pid: number;
	stdout = '';
	stderr = '';
	#hasEnded = false;

	constructor(name: ProgramName, { env, args = [], input = '' }: ProgramOptions) {
		const child = spawn(process.execPath, [`src/cli/${name}.ts`, ...args], {
			cwd: ROOT,
			env: { ...inherited(), ...env },
			detached: true,
			stdio: 'pipe'
		});
		this.pid = child.pid ?? 0;
		child.stdout.setEncoding('utf8').on('data', (text: string) => (this.stdout += text));
		child.stderr.setEncoding('utf8').on('data', (text: string) => (this.stderr += text));
		child.stdin.on('error', () => undefined); // it ended without reading
		child.stdin.end(input);
		running.add(this);
		this.ended = this.#follow(child);
	}

	get hasEnded(): boolean {
		return this.#hasEnded;
	}

	/** To this process alone; one that has ended hears nothing. */
	signal(name: NodeJS.Signals): void {
		if (!this.#hasEnded) signal(this.pid, name);
	}

	async #follow(child: ChildProcess): Promise<Ended> {
		const closed = once(child, 'close');
		await once(child, 'exit');
		this.#hasEnded = true;
		running.delete(this);
		await closed;
		return { exitCode: child.exitCode, stdout: this.stdout, stderr: this.stderr };
	}
}

function inherited(): NodeJS.ProcessEnv {
	return Object.fromEntries(INHERITED.map((name) => [name, process.env[name]]));
}

// In groups of their own they would outlive a test run that is broken off.
function endAll(): void {
	for (const program of running) program.signal('SIGTERM');
}
process.once('exit', endAll);
for (const name of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
	process.once(name, () => {
		endAll();
		// Having listened took the signal's usual effect away.
		if (process.listenerCount(name) === 0) process.kill(process.pid, name);
	});
}
