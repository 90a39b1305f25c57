import { migrate as applyMigrations } from 'drizzle-orm/postgres-js/migrator';
import { drizzle } from 'drizzle-orm/postgres-js';
import postgres from 'postgres';

/** Any number that only this product uses for its migrations. */
const ADVISORY_LOCK = 8797_2018;

/**
 * Brings the database to this version of the product, once however many processes start together:
 * they queue on an advisory lock of one connection, and all but the first find nothing to do.
 * @throws what PostgreSQL says; a migration is applied whole or not at all
 */
export async function migrate(databaseUrl: string, folder: string): Promise<void> {
	const sql = postgres(databaseUrl, { max: 1, onnotice: () => undefined });
	try {
		await sql`select pg_advisory_lock(${ADVISORY_LOCK})`;
		await applyMigrations(drizzle({ client: sql }), { migrationsFolder: folder });
	} finally {
		await sql.end({ timeout: 5 });
	}
}
