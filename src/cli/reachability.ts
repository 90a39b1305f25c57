import { sql as statement } from 'drizzle-orm';
import type { Database } from '#lib/server/db/connection.ts';

export class DatabaseUnreachable extends Error {
	override readonly name = 'DatabaseUnreachable';
}

/** @throws DatabaseUnreachable, when the database at this address does not let us in */
export async function requireReachable(db: Database, url: string): Promise<void> {
	await db.execute(statement`select 1`).catch((failure: unknown) => {
		throw new DatabaseUnreachable(`Cannot reach the database at ${withoutPassword(url)}.`, {
			cause: failure instanceof Error ? (failure.cause ?? failure) : failure
		});
	});
}

function withoutPassword(databaseUrl: string): string {
	const { host, pathname } = new URL(databaseUrl);
	return `${host}${pathname}`;
}
