import type { EventEmitter } from 'node:events';
import { join } from 'node:path';
import process from 'node:process';
import { pathToFileURL } from 'node:url';
import { BODY_LIMIT } from '#lib/sync/push-limits.ts';
import { ensureBuild, ROOT } from './app-build.ts';
import { compressed } from './compress.ts';
import { prepareDatabase, type Prepared } from './database-preparation.ts';
import { embeddedDataDir } from './embedded-data.ts';
import { startEmbeddedDatabase } from './embedded-database.ts';
import { HttpServer, type RequestHandler } from './http-server.ts';
import { describeFailure } from './failure.ts';
import { filesDirOf, readSettings, type Settings } from './settings.ts';
import { listenForShutdown, type Shutdown } from './shutdown.ts';
import { welcome } from './welcome.ts';

/** Under its general type, which knows events that are not signals. */
const bus: Pick<EventEmitter, 'emit'> = process;

/** For requests that run when the end is asked for. */
const DRAIN_MS = 10_000;

/**
 * Starts everything and returns when it has ended again.
 * @returns the exit code: 0 after a stop that was asked for, 1 when it cannot start, 2 for wrong settings
 */
export async function start(): Promise<number> {
	const settings = readSettings(process.env, process.cwd());
	if (!settings.ok) {
		for (const line of settings.error) console.error(line);
		return 2;
	}
	const shutdown = listenForShutdown();
	try {
		await run(settings.value, shutdown);
		console.log('Stopped.');
		return 0;
	} catch (failure) {
		if (shutdown.asked.aborted) return 0;
		console.error(describeFailure(failure));
		return 1;
	}
}

/** The port and the data are claimed first: whoever has them already is not disturbed. */
async function run(settings: Settings, shutdown: Shutdown): Promise<void> {
	const startMs = performance.now();
	const http = await HttpServer.listen({ ...settings, sendToOrigin: !settings.originIsGiven });
	const database = await openDatabaseServer(settings);
	try {
		const prepared = await prepare(settings, database.url, shutdown.asked);
		shutdown.asked.throwIfAborted();
		http.serve(compressed(await loadApplication(settings, database.url)));
		console.log(welcome(settings, prepared, performance.now() - startMs));
		await aborted(shutdown.asked);
		console.log('Stopping…');
		// Event streams never end by themselves: the application ends them at the same signal …
		await http.close(DRAIN_MS, shutdown.hastened);
		// … and lets go of the database when nobody asks any more.
		bus.emit('sveltekit:shutdown', 'SIGTERM');
	} finally {
		await database.stop();
	}
}

type DatabaseServer = { readonly url: string; readonly stop: () => Promise<void> };

async function openDatabaseServer({ databaseUrl, dataDir }: Settings): Promise<DatabaseServer> {
	if (databaseUrl !== null) return { url: databaseUrl, stop: () => Promise.resolve() };
	return startEmbeddedDatabase({ dataDir: embeddedDataDir(dataDir), durable: true });
}

/** The build and the database do not need each other; the first failure ends both. */
async function prepare(
	settings: Settings,
	databaseUrl: string,
	asked: AbortSignal
): Promise<Prepared> {
	const failed = new AbortController();
	const building = ensureBuild({
		signal: AbortSignal.any([asked, failed.signal]),
		onBegin: (why) => {
			const reason = why === 'missing' ? 'first start' : 'the sources have changed';
			console.log(`Building the application (${reason})…`);
		}
	});
	const preparing = prepareDatabase(databaseUrl, {
		demonstration: settings.demonstration,
		filesDir: filesDirOf(settings.dataDir)
	});
	try {
		const [prepared] = await Promise.all([preparing, building]);
		return prepared;
	} finally {
		failed.abort();
		await Promise.allSettled([preparing, building]);
	}
}

/** The built application reads its settings from the environment, the moment it is loaded. */
async function loadApplication(settings: Settings, databaseUrl: string): Promise<RequestHandler> {
	Object.assign(process.env, {
		NODE_ENV: 'production',
		DATABASE_URL: databaseUrl,
		ORIGIN: settings.origin,
		BODY_SIZE_LIMIT: String(BODY_LIMIT),
		DATA_DIR: settings.dataDir,
		FILES_DIR: filesDirOf(settings.dataDir)
	});
	const built: unknown = await import(pathToFileURL(join(ROOT, 'build/handler.js')).href);
	if (!hasHandler(built)) throw new Error('build/handler.js is not what the build makes.');
	return built.handler;
}

const hasHandler = (module: unknown): module is { handler: RequestHandler } =>
	typeof module === 'object' &&
	module !== null &&
	'handler' in module &&
	typeof module.handler === 'function';

function aborted(signal: AbortSignal): Promise<void> {
	return new Promise((resolve) => {
		if (signal.aborted) resolve();
		else signal.addEventListener('abort', () => resolve(), { once: true });
	});
}
