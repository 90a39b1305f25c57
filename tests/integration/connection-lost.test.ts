// The moments at which a connection can go, one by one. Each of these made postgres.js 3.4.9 as
// published end the process, wait for ever, or answer wrongly.
import { setTimeout as delay } from 'node:timers/promises';
import type { Sql, TransactionSql } from 'postgres';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { connect } from '#lib/server/db/connection.ts';
import { startCuttingProxy, type CuttingProxy } from '../support/cutting-proxy.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { ending, expectNothingUncaught, NEVER, until } from '../support/settling.ts';

let server: TestPostgres;
let proxy: CuttingProxy;
/** One connection through the proxy, so that whoever comes next gets the same one. */
let sql: Sql;
/** Beside it, untouched. */
let bystander: Sql;

expectNothingUncaught();
beforeAll(async () => {
	server = await startPostgres();
	bystander = connect(server.url);
});
beforeEach(async () => {
	proxy = await startCuttingProxy(server.url);
	sql = connect(proxy.url, { max: 1 });
	await bystander`create table written (id text primary key)`;
});
afterEach(async () => {
	expect(await ending(sql.end({ timeout: 1 }))).toBe('done');
	await proxy.stop();
	await bystander`drop table written`;
});
afterAll(async () => {
	await bystander.end();
	await server.stop();
});

/** The pool answers again, and each question gets its own answer. */
async function expectSound(pool: Sql): Promise<void> {
	await until(async () => (await ending(pool`select 1`)) === 'done', 5000);
	const numbers = Array.from({ length: 30 }, (_, number) => number);
	const answers = await Promise.all(
		numbers.map((number) => pool`select ${number}::int as number, generate_series(1, 3)`)
	);
	for (const [number, rows] of answers.entries())
		expect(rows.map((row) => Number(row['number']))).toEqual([number, number, number]);
}

async function terminate(connection: Sql | TransactionSql): Promise<void> {
	const [row] = await connection<{ pid: number }[]>`select pg_backend_pid() as pid`;
	await bystander`select pg_terminate_backend(${row?.pid ?? 0})`;
}

const written = async (): Promise<string[]> =>
	(await bystander<{ id: string }[]>`select id from written order by id`).map(({ id }) => id);

describe('in a transaction', () => {
	it.each(['reset', 'close'] as const)('a %s settles what runs and what waits', async (how) => {
		let inside: Promise<string[]> | undefined;
		const transaction = sql.begin(async (tx) => {
			const queries = [tx`select pg_sleep(5)`, ...Array.from({ length: 200 }, () => tx`select 1`)];
			inside = Promise.all(queries.map((query) => ending(query)));
			setTimeout(() => proxy.cut(how), 50);
			await inside;
		});
		expect(await ending(transaction)).not.toBeOneOf(['done', NEVER]);
		expect(await inside).not.toContain(NEVER);
		await expectSound(sql);
	});

	it('what comes after its end reaches nobody else: no write, no COMMIT, no ROLLBACK', async () => {
		for (const last of ['commit', 'rollback']) {
			const dead = ending(
				sql.begin(async (tx) => {
					await tx`insert into written values (${`dead 1 ${last}`})`;
					await terminate(tx).catch(() => undefined);
					await delay(200);
					if (last === 'rollback') throw new Error('refused');
					await tx`insert into written values (${`dead 2 ${last}`})`;
				})
			);
			await delay(100);
			const next = ending(
				sql.begin(async (tx) => {
					await tx`insert into written values (${`next 1 ${last}`})`;
					await delay(300);
					await tx`insert into written values (${`next 2 ${last}`})`;
				})
			);
			expect(await dead).not.toBeOneOf(['done', NEVER]);
			expect(await next).toBe('done');
			await delay(100);
		}
		expect(await written()).toEqual([
			...['next 1 commit', 'next 1 rollback'],
			...['next 2 commit', 'next 2 rollback']
		]);
	});

	it('an unanswered COMMIT is not taken for a done one, and can be tried again', async () => {
		const write = () =>
			sql.begin((tx) => tx`insert into written values ('once') on conflict do nothing`);
		await sql`select 1`;
		proxy.resetAfter('commit');
		expect(await ending(write())).not.toBeOneOf(['done', NEVER]);
		await until(async () => (await ending(write())) === 'done');
		expect(await written()).toEqual(['once']);
	});

	it('one that idles too long loses its connection, and says so', async () => {
		const transaction = sql.begin(async (tx) => {
			await tx`set idle_in_transaction_session_timeout = 100`;
			await tx`insert into written values ('idle')`;
			await delay(400);
			await tx`select 1`;
		});
		expect(await ending(transaction)).not.toBeOneOf(['done', NEVER]);
		await expectSound(sql);
		expect(await written()).toEqual([]);
	});
});

describe('outside a transaction', () => {
	it('an idle connection that was terminated is replaced', async () => {
		await terminate(sql).catch(() => undefined);
		await expectSound(sql);
	});

	it('everything that waits for a connection settles', async () => {
		await sql`select 1`;
		const waiting = Array.from({ length: 300 }, () => ending(sql`select pg_sleep(0.01)`, 15_000));
		await delay(50);
		proxy.cut('reset');
		expect(await Promise.all(waiting)).not.toContain(NEVER);
		await expectSound(sql);
	});

	it('half a result is a failure, and leaves nothing to the next one', async () => {
		const long = ending(sql`select generate_series(1, 5000000)`);
		await delay(150);
		proxy.cut('close');
		expect(await long).not.toBeOneOf(['done', NEVER]);
		await expectSound(sql);
	});

	it('half a cursor is a failure, not the end of the rows', async () => {
		const read = async (): Promise<void> => {
			for await (const rows of sql`select generate_series(1, 100)`.cursor(10)) {
				expect(rows).toHaveLength(10);
				proxy.cut('reset');
				await delay(100);
			}
		};
		expect(await ending(read())).not.toBeOneOf(['done', NEVER]);
		await expectSound(sql);
	});

	it('a reserved connection that was lost is not used any more', async () => {
		const reserved = await sql.reserve();
		await terminate(reserved).catch(() => undefined);
		await delay(50);
		expect(await ending(reserved`insert into written values ('lost')`)).not.toBe(NEVER);
		await expectSound(sql);
		expect(await ending(reserved`insert into written values ('lost')`)).not.toBe(NEVER);
		reserved.release();
		await expectSound(sql);
		expect(await written()).toEqual([]);
	});
});

describe('while connecting', () => {
	it('a server that closes each connection is not asked in a hot loop', async () => {
		proxy.receive('close at once');
		expect(await ending(sql`select 1`)).not.toBeOneOf(['done', NEVER]);
		await delay(300);
		expect(proxy.accepted()).toBeLessThan(10);
		proxy.receive('pass on');
		await expectSound(sql);
	});

	it('a server that says nothing is given up', async () => {
		proxy.receive('say nothing');
		const waiting = ending(sql`select 1`, 9000);
		expect(await waiting).toBe('CONNECT_TIMEOUT');
		proxy.receive('pass on');
		await expectSound(sql);
	});

	it('a connection that goes while it learns the types is replaced', async () => {
		proxy.resetAfter('typarray');
		expect(await ending(sql`select 1`)).not.toBe(NEVER);
		await expectSound(sql);
	});
});

it('a server that stops answering is given up, and what it held goes elsewhere', async () => {
	const hasty = connect(proxy.url, { max: 1, statementTimeoutMs: 1 });
	await expectSound(hasty).catch(() => undefined);
	proxy.freeze();
	expect(await ending(hasty`select 1`, 15_000)).toBe('ETIMEDOUT');
	await hasty.end({ timeout: 1 });
});

describe('LISTEN', () => {
	it('is taken up again, once, after a time without any server; and ends when asked to', async () => {
		const heard: string[] = [];
		let taken = 0;
		const listening = await Promise.all(
			['a', 'b', 'c'].map((name) =>
				sql.listen(
					name,
					(payload) => heard.push(payload),
					() => taken++
				)
			)
		);
		proxy.receive('close at once');
		proxy.cut('reset');
		await delay(1500);
		proxy.receive('pass on');
		await until(() => taken >= 6, 3000);
		for (const name of ['a', 'b', 'c']) await bystander.notify(name, name);
		await until(() => heard.length >= 3);
		await delay(100);
		expect(heard).toEqual(['a', 'b', 'c']);
		expect(taken).toBe(6);
		for (const one of listening) await one.unlisten();
		await bystander.notify('a', 'again');
		await delay(100);
		expect(heard).toHaveLength(3);
	});
});
