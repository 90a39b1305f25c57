// One run of PostgreSQL's main process on a cluster: begun, waited for, ended.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
	closeSync,
	existsSync,
	openSync,
	readdirSync,
	readFileSync,
	readlinkSync,
	realpathSync,
	rmSync
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { databaseProgram, environment, type Cluster } from './database-cluster.ts';
import { findProcess, hasEnded, signal, type RunningProcess } from './running-process.ts';

export type PostmasterSetup = {
	readonly dataDir: string;
	readonly cluster: Cluster;
	readonly port: number;
	readonly durable: boolean;
};

export type Postmaster = {
	readonly pid: number;
	readonly ended: Promise<unknown>;
	/** Asks it to end connections and itself; does not wait. */
	readonly interrupt: () => void;
};

export class PortTaken extends Error {
	override readonly name = 'PortTaken';
}

const READY_WITHIN_MS = 300_000; // replaying the log after a crash takes as long as it takes
const CHILDREN_GONE_WITHIN_MS = 60_000;
const STOPPED_WITHIN_MS = 30_000;

/**
 * Resolves when the server accepts connections. Children of a killed postmaster hold on to the
 * shared memory until each notices: that is waited for.
 * @throws PortTaken; Error with the server's own words
 */
export async function launch(setup: PostmasterSetup): Promise<Postmaster> {
	const deadline = performance.now() + CHILDREN_GONE_WITHIN_MS;
	for (;;) {
		const postmaster = await begin(setup);
		if (await isReady(postmaster, setup.cluster.directory)) return postmaster;
		const log = readFileSync(logOf(setup), 'utf8');
		if (log.includes('could not create any TCP/IP sockets'))
			throw new PortTaken(`Port ${setup.port} is taken by another program.`);
		if (!log.includes('is still in use') || performance.now() > deadline)
			throw new Error(`PostgreSQL did not start:\n${log}`);
		await delay(50);
	}
}

async function begin(setup: PostmasterSetup): Promise<Postmaster> {
	const log = openSync(logOf(setup), 'w', 0o600);
	try {
		const child = spawn(databaseProgram('postgres'), serverOptions(setup), {
			...setup.cluster.account,
			cwd: '/',
			env: environment(),
			stdio: ['ignore', log, log],
			// In a session of its own: Ctrl+C in a terminal would end it while requests are still served.
			detached: true
		});
		const ended = once(child, 'exit');
		ended.catch(() => undefined); // a program that cannot be run; the next line says so
		await once(child, 'spawn');
		return { pid: child.pid ?? 0, ended, interrupt: () => void child.kill('SIGINT') };
	} finally {
		closeSync(log);
	}
}

const logOf = ({ dataDir }: PostmasterSetup): string => join(dataDir, 'postgres.log');

function serverOptions({ cluster, port, durable }: PostmasterSetup): string[] {
	const settings = {
		listen_addresses: '127.0.0.1',
		unix_socket_directories: '',
		timezone: 'UTC',
		log_timezone: 'UTC',
		// After a crash one call instead of an fsync for each of a thousand files: 0.14 s, not 2.5 s.
		...(process.platform === 'linux' && { recovery_init_sync_method: 'syncfs' }),
		// Survives a killed server either way; only a machine that stops at once can tell.
		...(durable ? {} : { fsync: 'off', full_page_writes: 'off' })
	};
	const options = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
	return ['-D', cluster.directory, '-p', String(port), ...options];
}

/** false when it ended instead */
async function isReady(postmaster: Postmaster, directory: string): Promise<boolean> {
	let hasExited = false;
	void postmaster.ended.then(() => (hasExited = true));
	const deadline = performance.now() + READY_WITHIN_MS;
	while (!hasExited) {
		const file = readPidFile(directory);
		if (file?.pid === postmaster.pid && file.isReady) return true;
		if (performance.now() > deadline) {
			await stopPostmaster(postmaster.pid);
			return false;
		}
		await delay(10);
	}
	return false;
}

/**
 * Ends a postmaster that outlived its lckm. A lock of one that is dead is removed where PostgreSQL
 * would believe in it: the number was given out again, or the dead process not buried yet, which some
 * containers never do.
 */
export async function stopOrphan(directory: string): Promise<void> {
	const file = readPidFile(directory);
	if (!file) return;
	const found = findProcess(file.pid);
	if (found && isPostmasterOf(found, directory)) await stopPostmaster(found.pid);
	else if (found ? !found.command.includes('postgres') : isUnburied(file.pid)) {
		// With the lock goes what PostgreSQL knows its memory by, and whether anybody still uses it.
		if (await isDeserted(directory)) rmSync(pidFileOf(directory), { force: true });
	}
}

/** Of a number that no living process has. */
const isUnburied = (pid: number): boolean =>
	process.platform === 'linux' && existsSync(`/proc/${pid}`);

/** Children of a killed postmaster work in its directory until each notices. */
async function isDeserted(directory: string): Promise<boolean> {
	if (process.platform !== 'linux') return true;
	const deadline = performance.now() + CHILDREN_GONE_WITHIN_MS;
	while (readdirSync('/proc').some((pid) => isAtWorkIn(pid, directory))) {
		if (performance.now() > deadline) return false;
		await delay(50);
	}
	return true;
}

/** Fast shutdown; the harder one, which costs a recovery at the next start, when that takes too long. */
export async function stopPostmaster(pid: number): Promise<void> {
	signal(pid, 'SIGINT');
	if (await hasEnded(pid, STOPPED_WITHIN_MS)) return;
	signal(pid, 'SIGQUIT');
	if (!(await hasEnded(pid, STOPPED_WITHIN_MS)))
		throw new Error(`PostgreSQL (process ${pid}) does not stop.`);
}

function isPostmasterOf({ pid, command }: RunningProcess, directory: string): boolean {
	if (process.platform !== 'linux') return command.includes(directory);
	return isAtWorkIn(String(pid), directory);
}

function isAtWorkIn(pid: string, directory: string): boolean {
	try {
		return readlinkSync(`/proc/${pid}/cwd`) === realpathSync(directory);
	} catch {
		return false; // ended, somebody else's, or no process at all
	}
}

const pidFileOf = (directory: string): string => join(directory, 'postmaster.pid');

/** PostgreSQL's lock file: the process on its first line, what it is doing on its eighth. */
function readPidFile(directory: string): { pid: number; isReady: boolean } | undefined {
	try {
		const lines = readFileSync(pidFileOf(directory), 'utf8').split('\n');
		const pid = Number.parseInt(lines[0] ?? '', 10);
		return Number.isNaN(pid) ? undefined : { pid, isReady: lines[7]?.trim() === 'ready' };
	} catch {
		return undefined;
	}
}

export async function findFreePort(): Promise<number> {
	const server = createServer().listen(0, '127.0.0.1');
	await once(server, 'listening');
	const address = server.address();
	server.close();
	await once(server, 'close');
	if (address === null || typeof address === 'string') throw new Error('No address to listen on');
	return address.port;
}
