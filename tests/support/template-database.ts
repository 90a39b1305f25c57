import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import postgres from 'postgres';
import { migrate } from '#lib/server/db/migrate.ts';

/** The migrated database that test databases are copied from; nobody may stay connected to it. */
const TEMPLATE = 'lckm_template';
const MIGRATIONS = path.resolve(import.meta.dirname, '../../drizzle');

/** Makes the template once for a server; `serverUrl` belongs to someone who may create databases. */
export async function createTemplate(serverUrl: string): Promise<void> {
	const sql = postgres(serverUrl, { max: 1 });
	await sql`CREATE DATABASE ${sql(TEMPLATE)}`.finally(() => sql.end());
	await migrate(databaseUrl(serverUrl, TEMPLATE), MIGRATIONS);
}

/**
 * A copy of the template under `name`: its address, and what drops it, whoever is still connected.
 * Any other database that nobody is connected to can be copied as well.
 */
export async function copyTemplate(
	serverUrl: string,
	name: string,
	template = TEMPLATE
): Promise<TestDatabase> {
	const run = async (statement: (sql: postgres.Sql) => Promise<unknown>): Promise<void> => {
		const sql = postgres(serverUrl, { max: 1, onnotice: () => undefined });
		await statement(sql).finally(() => sql.end());
	};
	await run((sql) => sql`CREATE DATABASE ${sql(name)} TEMPLATE ${sql(template)}`);
	return {
		url: databaseUrl(serverUrl, name),
		drop: () => run((sql) => dropDatabase(sql, name))
	};
}

/** A vacuum that is just at work there may not be ended by us, and is over soon. */
async function dropDatabase(sql: postgres.Sql, name: string): Promise<void> {
	for (let attempt = 1; ; attempt += 1)
		try {
			await sql`DROP DATABASE IF EXISTS ${sql(name)} WITH (FORCE)`;
			return;
		} catch (fault) {
			const isDenied = fault instanceof postgres.PostgresError && fault.code === '42501';
			if (!isDenied || attempt >= ATTEMPTS) throw fault;
			await pause(PAUSE_MS);
		}
}
const ATTEMPTS = 40;
const PAUSE_MS = 250;

export type TestDatabase = { readonly url: string; readonly drop: () => Promise<void> };

function databaseUrl(serverUrl: string, name: string): string {
	const url = new URL(serverUrl);
	url.pathname = `/${name}`;
	return url.href;
}
