import type { Command } from 'commander';
import { hashPassword } from '#lib/server/auth/password.ts';
import { migrate } from '#lib/server/db/migrate.ts';
import {
	DEMONSTRATION_PASSWORD,
	findSignIns,
	isEmpty,
	seedDemonstration
} from '#lib/server/seed/demonstration.ts';
import { withDatabase, withTables } from '../command-database.ts';
import { MIGRATIONS } from '../database-preparation.ts';
import { filesDirOf } from '../settings.ts';
import { Refused } from '../usage.ts';
import { signInTable } from '../welcome.ts';

export function addDatabaseCommands(program: Command): void {
	const db = program.command('db').description('The database.');
	db.command('migrate')
		.description('Bring the database to this version; does nothing when it is there already.')
		.action(migrateDatabase);
	db.command('seed')
		.description(
			'Fill the database with the demonstration city: invented people, whose password is known ' +
				'to everybody, and a few weeks of invented tickets. Never for a database in real use.'
		)
		.option('--among-others', 'also when there is something in the database already')
		.action(seed);
}

async function migrateDatabase(): Promise<void> {
	await withDatabase(({ url }) => migrate(url, MIGRATIONS));
	console.log('The database is of this version.');
}

async function seed({ amongOthers }: { amongOthers?: true }): Promise<void> {
	await withTables(async ({ db, dataDir }) => {
		const isDemonstration = (await findSignIns(db)).length > 0;
		if (!amongOthers && !isDemonstration && !(await isEmpty(db)))
			throw new Refused(
				'There are people or units in the database already. --among-others adds the demonstration city.'
			);
		const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD);
		await seedDemonstration(db, {
			...{ now: new Date(), passwordHash },
			filesDir: filesDirOf(dataDir)
		});
		console.log(signInTable(await findSignIns(db)));
	});
}
