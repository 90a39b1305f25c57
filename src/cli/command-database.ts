import process from 'node:process';
import { sql as statement } from 'drizzle-orm';
import { connect, openDatabase, type Database } from '#lib/server/db/connection.ts';
import { embeddedDataDir, findRunningDatabase } from './embedded-data.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { DatabaseUnreachable, requireReachable } from './reachability.ts';
import { readSettings } from './settings.ts';
import { Refused, WrongUsage } from './usage.ts';

export type Reached = {
	readonly db: Database;
	readonly url: string;
	/** Absolute. */
	readonly dataDir: string;
};

/**
 * Does something with the installation's database. Without DATABASE_URL that is the embedded one:
 * of the lckm that runs on the data directory, or started for as long as the work takes.
 * @throws DatabaseUnreachable, and whatever the work throws
 */
export async function withDatabase<T>(work: (reached: Reached) => Promise<T>): Promise<T> {
	const { url, dataDir, release } = await reachServer();
	try {
		const client = connect(url);
		try {
			const db = openDatabase(client);
			await requireReachable(db, url);
			return await work({ db, url, dataDir });
		} finally {
			await client.end({ timeout: 5 });
		}
	} finally {
		await release();
	}
}

/** As `withDatabase`, for a database that has its tables already. */
export function withTables<T>(work: (reached: Reached) => Promise<T>): Promise<T> {
	return withDatabase(async (reached) => {
		const [found] = await reached.db.execute<{ there: boolean }>(
			statement`select to_regclass('public.sync_seal') is not null as there`
		);
		if (found?.there !== true)
			throw new Refused('The database has no tables yet: run `npm run -s lckm -- db migrate`.');
		return work(reached);
	});
}

type Server = Omit<Reached, 'db'> & { readonly release: () => Promise<void> };

async function reachServer(): Promise<Server> {
	const settings = readSettings(process.env, process.cwd());
	if (!settings.ok) throw new WrongUsage(settings.error.join('\n'));
	const { databaseUrl, dataDir } = settings.value;
	const running = databaseUrl ?? findRunningDatabase(dataDir);
	if (running !== null) return { url: running, dataDir, release: () => Promise.resolve() };
	try {
		const server = await startEmbeddedDatabase({
			dataDir: embeddedDataDir(dataDir),
			durable: true
		});
		return { url: server.url, dataDir, release: server.stop };
	} catch (failure) {
		throw new DatabaseUnreachable('The embedded database cannot be used.', { cause: failure });
	}
}
