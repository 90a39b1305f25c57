import type { TestProject } from 'vitest/node';
import { startPostgres } from './postgres.ts';
import { createTemplate } from './template-database.ts';

declare module 'vitest' {
	interface ProvidedContext {
		/** The server of this run; its databases are made by `createTestDatabase`. */
		postgresUrl: string;
	}
}

/** One PostgreSQL for the run, with one migrated database that every test file gets a copy of. */
export default async function startServer(project: TestProject): Promise<() => Promise<void>> {
	const server = await startPostgres();
	try {
		await createTemplate(server.url);
	} catch (failure) {
		await server.stop();
		throw failure;
	}
	project.provide('postgresUrl', server.url);
	return () => server.stop();
}
