import { randomUUID } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { connect, openDatabase, type Database } from '#lib/server/db/connection.ts';
import { syncScope, unit } from '#lib/server/db/schema/index.ts';
import { startTestServer, type TestServer } from './harness.ts';

let server: TestServer;
let db: Database;
let client: ReturnType<typeof connect>;

beforeAll(async () => {
	server = await startTestServer();
	client = connect(server.url, { max: 1 });
	db = openDatabase(client);
});
afterAll(async () => {
	await client.end();
	await server.stop();
});

const prepared = async (about: string) => {
	const rows = await client<{ statement: string }[]>`
		select statement from pg_prepared_statements where statement like ${`%${about}%`}`;
	return rows.filter(({ statement }) => !statement.includes('pg_prepared_statements')).length;
};

it('a statement that comes again is prepared, also within a transaction and a savepoint', async () => {
	const read = (at: Pick<Database, 'select'>) =>
		at.select().from(unit).where(eq(unit.id, randomUUID()));
	await read(db);
	expect(await prepared('"unit"')).toBe(0);
	await db.transaction((tx) => read(tx));
	expect(await prepared('"unit"')).toBe(1);
	await db.transaction((tx) => tx.transaction((inner) => read(inner)));
	await read(db);
	expect(await prepared('"unit"')).toBe(1);
});

it('a connection keeps no end of them', async () => {
	const keys = Array.from({ length: 400 }, (_, number) => `unit:${number}` as const);
	for (let round = 0; round < 2; round += 1)
		for (let length = 1; length <= keys.length; length += 1)
			await db
				.select({ id: syncScope.id })
				.from(syncScope)
				.where(inArray(syncScope.key, keys.slice(0, length)));
	expect(await prepared('"sync_scope"')).toBeLessThanOrEqual(300);
});

it('a table that changes under a prepared statement fails no query', async () => {
	await db.execute(sql`create table changing (id int)`);
	const read = () => db.execute(sql`select * from changing where id = ${1}`);
	for (let round = 0; round < 3; round += 1) await read();
	await db.execute(sql`alter table changing add column more text`);
	expect(await read()).toHaveLength(0);
});
