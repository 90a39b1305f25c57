import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbeddedDatabase } from '../../src/cli/embedded-database.ts';
import { hasEnded, signal } from '../../src/cli/running-process.ts';

export type TestPostgres = {
	/** Of a role that may create databases. */
	readonly url: string;
	readonly port: number;
	readonly pid: number;
	readonly dataDir: string;
	/** In good order; data in a directory of its own making are removed. */
	readonly stop: () => Promise<void>;
	/** SIGKILL for the postmaster and all its children; resolves when they are gone. The data stay. */
	readonly kill: () => Promise<void>;
};

export type TestPostgresOptions = {
	/** Kept on stop; without it a new one, removed on stop. */
	readonly dataDir?: string;
	/** A free one by default; the old one to be found again after `kill`. */
	readonly port?: number;
	/** true writes to disk as in production: seconds slower over a run. */
	readonly durable?: boolean;
};

/** The product's own PostgreSQL on a free port, started as the product starts it. */
export async function startPostgres(options: TestPostgresOptions = {}): Promise<TestPostgres> {
	const dataDir = options.dataDir ?? newDirectory();
	const removeOwn = (): void => {
		if (options.dataDir === undefined) rmSync(dataDir, { recursive: true, force: true });
	};
	try {
		const database = await startEmbeddedDatabase({
			dataDir,
			durable: options.durable ?? false,
			keepAlive: false,
			...(options.port === undefined ? {} : { port: options.port })
		});
		return {
			url: database.url,
			port: database.port,
			pid: database.pid,
			dataDir,
			stop: () => database.stop().finally(removeOwn),
			kill: async () => {
				await killWithChildren(database.pid);
				await database.stop(); // gives the directory up; there is nobody left to stop
			}
		};
	} catch (failure) {
		removeOwn();
		throw failure;
	}
}

/** Outside the repository, and open enough for the account that PostgreSQL runs as under root. */
function newDirectory(): string {
	const directory = mkdtempSync(join(tmpdir(), 'lckm-postgres-'));
	chmodSync(directory, 0o755);
	return directory;
}

async function killWithChildren(postmaster: number): Promise<void> {
	signal(postmaster, 'SIGSTOP'); // no more children from here on
	const family = [postmaster, ...childrenOf(postmaster)];
	for (const pid of family) signal(pid, 'SIGKILL');
	for (const pid of family)
		if (!(await hasEnded(pid, 10_000))) throw new Error(`Process ${pid} survives SIGKILL.`);
}

function childrenOf(parent: number): number[] {
	return readdirSync('/proc')
		.map(Number)
		.filter((pid) => !Number.isNaN(pid) && parentOf(pid) === parent);
}

function parentOf(pid: number): number | undefined {
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
	} catch {
		return undefined; // ended while it was looked at
	}
}
