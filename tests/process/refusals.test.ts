import { once } from 'node:events';
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findFreePort } from '../../src/cli/postmaster.ts';
import type { Ended } from '../support/program.ts';
import { installProduct, type Product, type ProductOptions } from '../support/product.ts';
import { postmasterOf } from './embedded-postgres.ts';

/** A start that is expected to end by itself, and what it left in a data directory of its own. */
async function tryToStart(options: ProductOptions): Promise<Ended & { left: unknown }> {
	const product = await installProduct(options);
	try {
		const ended = await product.launch().ended;
		const isOwn = options.dataDir === undefined;
		const left = isOwn && [...readdirSync(product.dataDir), ...product.processes()];
		return { ...ended, left };
	} finally {
		await product.remove();
	}
}

describe.concurrent('wrong settings', () => {
	it.each([
		['PORT', '80.5', '"80.5" is not a whole number from 1 to 65535'],
		['ORIGIN', 'lckm.example', '"lckm.example" is not an address like https://lckm.example'],
		['DATABASE_URL', 'mysql://lckm:geheim@db/lckm', 'is not an address like postgres://']
	])('a %s of %s is refused by name, and nothing is started', async (name, value, words) => {
		const { exitCode, stdout, stderr, left } = await tryToStart({ env: { [name]: value } });
		expect(exitCode).toBe(2);
		expect(stderr).toMatch(new RegExp(`^${name}: .*\n$`, 'u'));
		expect(stderr).toContain(words);
		expect(stderr).not.toContain('geheim');
		expect(stdout).toBe('');
		expect(left).toEqual([]);
	});

	it('are all told at once', async () => {
		const { stderr } = await tryToStart({ env: { PORT: '0', ORIGIN: 'x', HOST: '?' } });
		expect(stderr.match(/^[A-Z]+(?=: )/gmu)).toEqual(['PORT', 'HOST', 'ORIGIN']);
	});

	it('stop the operator’s command the same way', async () => {
		const product = await installProduct({ env: { DATABASE_URL: 'mysql://lckm:geheim@db/lckm' } });
		const { exitCode, stderr } = await product.lckm('device', 'list');
		await product.remove();
		expect(exitCode).toBe(2);
		expect(stderr).toMatch(/^DATABASE_URL: /u);
	});
});

describe.concurrent('a database that cannot be reached', () => {
	it('is named without its password, and nothing is left', async () => {
		const port = await findFreePort();
		const { exitCode, stderr, left } = await tryToStart({
			env: { DATABASE_URL: `postgres://lckm:geheim@127.0.0.1:${port}/lckm` }
		});
		expect(exitCode).toBe(1);
		expect(stderr).toContain(`Cannot reach the database at 127.0.0.1:${port}/lckm`);
		expect(stderr).toContain('ECONNREFUSED');
		expect(stderr).not.toContain('geheim');
		expect(left).toEqual([]);
	});
});

describe.concurrent('a data directory that cannot be used', () => {
	it('is named', async () => {
		const elsewhere = await installProduct();
		const dataDir = join(elsewhere.dataDir, 'file');
		writeFileSync(dataDir, '');
		const { exitCode, stderr } = await tryToStart({ dataDir });
		await elsewhere.remove();
		expect(exitCode).toBe(1);
		expect(stderr).toContain(dataDir);
	});

	it('is not used with a database whose password is lost', async () => {
		const elsewhere = await installProduct();
		mkdirSync(join(elsewhere.dataDir, 'postgres/cluster'), { recursive: true });
		const { exitCode, stderr } = await elsewhere.launch().ended;
		await elsewhere.remove();
		expect(exitCode).toBe(1);
		expect(stderr).toContain(`${join(elsewhere.dataDir, 'postgres/password')} is missing`);
	});
});

describe.concurrent('a port that is taken', () => {
	let taken: Server;
	let port: number;

	beforeAll(async () => {
		port = await findFreePort();
		taken = createServer().listen(port, '127.0.0.1');
		await once(taken, 'listening');
	});
	afterAll(() => taken.close());

	it('is told with what to do, and nothing is left', async () => {
		const { exitCode, stdout, stderr, left } = await tryToStart({ port });
		expect(exitCode).toBe(1);
		expect(stderr).toContain(`Port ${port} of 127.0.0.1 is in use.`);
		expect(stderr).toContain('PORT=3001 npm start');
		expect(stderr.split('\n')).toHaveLength(2);
		expect(stdout).toBe('');
		expect(left).toEqual([]);
	});
});

describe('on the same data', () => {
	let one: Product;
	let other: Product;
	let winner: Product;
	let loser: Product;

	beforeAll(async () => {
		one = await installProduct();
		other = await installProduct({ dataDir: one.dataDir });
		[winner, loser] = await Promise.race([
			one.launch().ended.then(() => [other, one] as const),
			other.launch().ended.then(() => [one, other] as const)
		]);
		await winner.healthy(60_000);
	});
	afterAll(async () => {
		await other.remove();
		await one.remove();
	});

	it('of two first starts at the same moment one runs and the other is refused', async () => {
		const { exitCode, stderr } = await loser.program.ended;
		expect(exitCode).toBe(1);
		expect(stderr).toContain(`in use by another lckm (process ${winner.program.pid})`);
		expect(winner.program.stdout).toContain('joanna.jarosz');
	});

	it('a second start names the process that runs there, which goes on undisturbed', async () => {
		const postmaster = postmasterOf(winner);
		const { exitCode, stdout, stderr } = await tryToStart({ dataDir: winner.dataDir });
		expect(exitCode).toBe(1);
		expect(stderr).toContain(`${winner.dataDir}/postgres is in use by another lckm`);
		expect(stderr).toContain(`(process ${winner.program.pid})`);
		expect(stderr).toContain('Stop that one first');
		expect(stdout).toBe('');
		expect(await winner.isHealthy()).toBe(true);
		expect(postmasterOf(winner)).toBe(postmaster);
		expect(winner.program.stderr).toBe('');
	});
});
