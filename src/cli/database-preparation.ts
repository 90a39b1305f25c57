import { join } from 'node:path';
import { hashPassword } from '#lib/server/auth/password.ts';
import { connect, openDatabase } from '#lib/server/db/connection.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import {
	DEMONSTRATION_PASSWORD,
	findSignIns,
	isEmpty,
	seedDemonstration,
	type SignIn
} from '#lib/server/seed/demonstration.ts';
import { ROOT } from './app-build.ts';
import { requireReachable } from './reachability.ts';

export const MIGRATIONS = join(ROOT, 'drizzle');

export type Prepared = {
	/** Nothing was ever written to it, and nothing has been now. */
	readonly isEmpty: boolean;
	/** Invented people who sign in with the password that everybody knows; none in a real city. */
	readonly signIns: readonly SignIn[];
};

/** Brings the database to this version, and fills an empty one with the demonstration city if wanted. */
export async function prepareDatabase(
	databaseUrl: string,
	{ demonstration, filesDir }: { readonly demonstration: boolean; readonly filesDir: string }
): Promise<Prepared> {
	const sql = connect(databaseUrl);
	try {
		const db = openDatabase(sql);
		await requireReachable(db, databaseUrl);
		await migrate(databaseUrl, MIGRATIONS);
		let empty = await isEmpty(db);
		if (empty && demonstration) {
			const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD);
			await seedDemonstration(db, { now: new Date(), passwordHash, filesDir });
			empty = false;
		}
		return { isEmpty: empty, signIns: await findSignIns(db) };
	} finally {
		await sql.end({ timeout: 5 });
	}
}
