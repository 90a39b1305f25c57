// The PostgreSQL that comes with the product, for whoever has no server of their own. It listens on
// 127.0.0.1 only, asks for a password, and its data outlive every kind of stop: of PostgreSQL (it is
// started again), of this process (the next one finds the orphan and stops it), of the machine.
//
//   <dataDir>/cluster       PostgreSQL's own files
//   <dataDir>/password      of the role lckm; readable by whoever runs lckm, nobody else
//   <dataDir>/owner.json    the lckm process that runs it
//   <dataDir>/postgres.log  what the server said since its last start
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { claimDataDirectory } from './data-directory.ts';
import { openCluster, ROLE } from './database-cluster.ts';
import { findFreePort, launch, PortTaken, stopOrphan, stopPostmaster } from './postmaster.ts';
import type { Postmaster, PostmasterSetup } from './postmaster.ts';

export { DataDirectoryInUse } from './data-directory.ts';

export type EmbeddedDatabaseOptions = {
	/** Made when missing, kept between starts. */
	readonly dataDir: string;
	/** A free one by default. */
	readonly port?: number;
	/** false trusts the operating system to write to disk in the end: for tests. */
	readonly durable: boolean;
	/** false leaves a server that died by itself dead: for tests that kill it. */
	readonly keepAlive?: boolean;
};

export type EmbeddedDatabase = {
	/** Of the role lckm and its database. Holds the password: never to be logged. */
	readonly url: string;
	readonly port: number;
	/** The postmaster's, until it dies; a restarted one has another. */
	readonly pid: number;
	/** Ends connections and the server; all is on disk then. Further calls wait for the first. */
	readonly stop: () => Promise<void>;
};

const RESTART_DELAY_MS = 1000;

/**
 * @throws DataDirectoryInUse while another lckm runs on the directory
 * @throws Error with PostgreSQL's own words, when it does not start
 */
export async function startEmbeddedDatabase(
	options: EmbeddedDatabaseOptions
): Promise<EmbeddedDatabase> {
	const dataDir = resolve(options.dataDir);
	mkdirSync(dataDir, { recursive: true });
	const release = claimDataDirectory(dataDir);
	try {
		const cluster = openCluster(dataDir, options.durable);
		await stopOrphan(cluster.directory);
		const setup = { dataDir, cluster, durable: options.durable };
		const { port, postmaster } = await launchOnPort(setup, options.port);
		const stop = supervise({ ...setup, port }, postmaster, options.keepAlive ?? true);
		return {
			url: `postgres://${ROLE}:${cluster.password}@127.0.0.1:${port}/${ROLE}`,
			port,
			pid: postmaster.pid,
			stop: () => stop().finally(release)
		};
	} catch (failure) {
		release();
		throw failure;
	}
}

/** On the wanted port; or on a free one, which somebody else may take first: then on the next. */
async function launchOnPort(
	setup: Omit<PostmasterSetup, 'port'>,
	wanted: number | undefined
): Promise<{ port: number; postmaster: Postmaster }> {
	for (;;) {
		const port = wanted ?? (await findFreePort());
		try {
			return { port, postmaster: await launch({ ...setup, port }) };
		} catch (failure) {
			if (wanted !== undefined || !(failure instanceof PortTaken)) throw failure;
		}
	}
}

/**
 * Starts the server again whenever it dies, and ends it with this process: in good order, unless
 * this one is killed. Returns what stops both.
 */
function supervise(
	setup: PostmasterSetup,
	first: Postmaster,
	keepAlive: boolean
): () => Promise<void> {
	let current = first;
	let stopping: Promise<void> | undefined;

	const interrupt = (): void => current.interrupt();
	process.on('exit', interrupt);

	const follow = async (): Promise<void> => {
		while (!stopping) {
			await current.ended;
			if (stopping || !keepAlive) return;
			current = await launch(setup).catch(async (failure: unknown) => {
				console.error(`PostgreSQL died and does not start again: ${String(failure)}`);
				await delay(RESTART_DELAY_MS);
				return current;
			});
		}
	};
	const following = follow();

	return () =>
		(stopping ??= (async () => {
			await stopPostmaster(current.pid);
			await following;
			// One that was being started when the stop came.
			await stopPostmaster(current.pid);
			process.off('exit', interrupt);
		})());
}
