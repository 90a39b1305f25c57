// A feed that follows the snapshot horizon stands still while anybody in the cluster has a transaction
// open. Ours must not: versions are drawn at the end, whoever else is at work.
import { appendFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import postgres, { type Sql } from 'postgres';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startServer, type Server } from '#lib/server/start.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { copyTemplate, createTemplate } from '../support/template-database.ts';
import { ORIGIN } from './harness.ts';
import { nobodysReplica, note, unitRow } from './replica.ts';

const HELD_MS = 4000;

let postgresServer: TestPostgres;
let node: Server;
let url: string;
const clients: Sql[] = [];

beforeAll(async () => {
	postgresServer = await startPostgresThatPrepares();
	await createTemplate(postgresServer.url);
	({ url } = await copyTemplate(postgresServer.url, 'town'));
	node = await startServer({ databaseUrl: url, origin: ORIGIN, filesDir: postgresServer.dataDir });
}, 60_000);
afterAll(async () => {
	for (const sql of clients) await sql.end({ timeout: 1 });
	await node.close();
	await postgresServer.stop();
});

/** Transactions that outlive their connection are off unless a setting is read at the start. */
async function startPostgresThatPrepares(): Promise<TestPostgres> {
	const first = await startPostgres();
	// Killed and not stopped, which would remove the data.
	await first.kill();
	const settings = path.join(first.dataDir, 'cluster', 'postgresql.auto.conf');
	appendFileSync(settings, 'max_prepared_transactions = 2\n');
	const again = await startPostgres({ dataDir: first.dataDir });
	return { ...again, stop: () => again.stop().then(() => first.stop()) };
}

/** Without the product's own limits, which would end a transaction that idles for so long. */
function client(address: string): Sql {
	const sql = postgres(address, { max: 1 });
	clients.push(sql);
	return sql;
}

const WRITE = `insert into place (id, code, name, address, kind)
	values (gen_random_uuid(), gen_random_uuid()::text, '', '', 'point')`;

it('pitfall 2: open transactions hold up no device, here, next door or prepared', async () => {
	const { url: nextDoor } = await copyTemplate(postgresServer.url, 'next_door');
	const holders = [client(url), client(nextDoor)];
	for (const sql of holders) await sql.unsafe(`begin; ${WRITE}`);
	await client(url).unsafe(`begin; ${WRITE}; prepare transaction 'forgotten'`);

	const gone = new AbortController();
	const { services } = node;
	const server = { services };
	const wakes = services.hub.wakes(['ref:public'], gone.signal);
	await wakes.next();
	const replica = nobodysReplica(server, 500);
	const spansMs: number[] = [];
	for (const startMs = performance.now(); performance.now() - startMs < HELD_MS;) {
		const change = unitRow(String(spansMs.length));
		await note(server, [change]);
		const committedMs = performance.now();
		services.announce(['ref:public']);
		while (!replica.idsOf('ref:public').includes(change.id)) {
			await wakes.next();
			await replica.pull();
		}
		spansMs.push(performance.now() - committedMs);
		await delay(50);
	}
	gone.abort();
	const [open] = await client(url)`select
		(select count(*)::int from pg_stat_activity where state = 'idle in transaction') as idle,
		(select count(*)::int from pg_prepared_xacts) as prepared`;
	expect(open).toEqual({ idle: 2, prepared: 1 });
	expect(spansMs.length).toBeGreaterThan(10);
	expect(Math.max(...spansMs)).toBeLessThan(1000);
	await client(url)`rollback prepared 'forgotten'`;
}, 30_000);
