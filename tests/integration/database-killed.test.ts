// A database that dies must cost nobody more than a repeated request: the process lives, what was
// acknowledged is there once, everything settles, and work goes on within a second. The driver does
// none of this without patches/postgres+3.4.9.patch; connection-lost.test.ts has its faults one by one.
import { setTimeout as delay } from 'node:timers/promises';
import type { Sql } from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { connect, openDatabase } from '#lib/server/db/connection.ts';
import { CommandLoad } from '../support/command-load.ts';
import { startCuttingProxy } from '../support/cutting-proxy.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { ending, expectNothingUncaught, until } from '../support/settling.ts';

const KILLS = 20;
const PEOPLE = 8;
const UNHARMED = { lost: 0, doubled: 0, halved: 0, wrongAnswers: 0, hung: 0 };

let first: TestPostgres;
let running: TestPostgres;
const clients: Sql[] = [];

expectNothingUncaught();
beforeAll(async () => {
	// To disk, as in production: acknowledged must mean written.
	first = running = await startPostgres({ durable: true });
});
beforeEach(async () => {
	const sql = client(first.url, 1);
	await sql`set client_min_messages = error`;
	await sql`drop table if exists command, effect, person`;
});
afterEach(async () => {
	for (const sql of clients.splice(0)) expect(await ending(sql.end({ timeout: 1 }))).toBe('done');
});
afterAll(async () => {
	await running.stop();
	await first.stop(); // removes the data
});

function client(url: string, max = 10): Sql {
	const sql = connect(url, { max });
	clients.push(sql);
	return sql;
}

/** `away` milliseconds without any server between one and the next. */
async function replaceServer(awayMs: number): Promise<void> {
	await running.kill();
	await delay(awayMs);
	running = await startPostgres({ dataDir: first.dataDir, port: first.port, durable: true });
}

const percentile = (values: readonly number[], share: number): number =>
	Math.round(values.toSorted((a, b) => a - b)[Math.ceil(values.length * share) - 1] ?? Infinity);

it(`loses nothing when the database is killed ${KILLS} times, and is back within a second`, async () => {
	const load = new CommandLoad(openDatabase(client(first.url)));
	let heard = 0;
	await client(first.url, 1).listen('beat', () => heard++);
	await load.start(PEOPLE);
	const workedAfterMs: number[] = [];
	const heardAfterMs: number[] = [];

	for (let kill = 0; kill < KILLS; kill++) {
		await delay(100 + Math.random() * 400);
		await replaceServer(kill % 2 === 0 ? 0 : Math.random() * 500);
		const backMs = performance.now();
		const heardBefore = heard;
		const bell = client(first.url, 1);
		const works = until(() => load.lastAcknowledgedMs > backMs).then(() => {
			workedAfterMs.push(performance.now() - backMs);
		});
		const hears = until(async () => {
			await ending(bell.notify('beat', ''));
			return heard > heardBefore;
		}).then(() => {
			heardAfterMs.push(performance.now() - backMs);
		});
		await Promise.all([works, hears]);
	}
	await load.stop();

	const damage = await load.assess(openDatabase(client(first.url)));
	console.log(
		`» ${KILLS} kills: ${load.acknowledged} commands acknowledged, ${damage.lost} lost; work goes on after ` +
			`${percentile(workedAfterMs, 0.5)} ms (p50), ${percentile(workedAfterMs, 1)} ms (max), ` +
			`notifications after ${percentile(heardAfterMs, 0.5)} and ${percentile(heardAfterMs, 1)} ms`
	);
	expect(damage).toEqual(UNHARMED);
	expect(load.acknowledged).toBeGreaterThan(KILLS);
	expect(percentile(workedAfterMs, 0.5)).toBeLessThanOrEqual(1000);
	expect(percentile(heardAfterMs, 0.5)).toBeLessThanOrEqual(1000);
}, 180_000);

it('loses nothing when connections are terminated, reset and closed at random', async () => {
	const proxy = await startCuttingProxy(first.url);
	const load = new CommandLoad(openDatabase(client(proxy.url)));
	const sql = client(first.url, 1);
	await load.start(PEOPLE);
	for (let cut = 0; cut < 60; cut++) {
		await delay(Math.random() * 80);
		if (cut % 3 === 0) proxy.cut('reset', 0.4);
		else if (cut % 3 === 1) proxy.cut('close', 0.4);
		else
			await sql`select pg_terminate_backend(pid) from (
				select pid from pg_stat_activity
				where usename = current_user and pid <> pg_backend_pid() order by random() limit 4) victim`;
	}
	await load.stop();
	expect(await load.assess(openDatabase(sql))).toEqual(UNHARMED);
	expect(load.acknowledged).toBeGreaterThan(PEOPLE);
	await proxy.stop();
}, 60_000);
