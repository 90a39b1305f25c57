import { readdirSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { findProcess } from '../../src/cli/running-process.ts';
import { startProduct, type Product } from '../support/product.ts';
import { startPostgres, type TestPostgres } from '../support/postgres.ts';
import { Visitor } from './visitor.ts';

const PASSWORD = 'a password of their own';

describe('on a database of the operator’s own', () => {
	let first: TestPostgres;
	let running: TestPostgres;
	let product: Product;

	beforeAll(async () => {
		first = running = await startPostgres({ durable: true });
		product = await startProduct({ env: { DATABASE_URL: first.url } });
	});
	afterAll(async () => {
		await product.remove();
		await running.stop();
		await first.stop(); // removes the data
	});

	it('nothing embedded is started', () => {
		expect(readdirSync(product.dataDir)).toEqual(['files']);
		expect(product.processes()).toEqual([product.program.pid]);
	});

	it('nobody is invented: it stays empty and says how to begin', () => {
		expect(product.program.stdout).toContain('The database is empty.');
		expect(product.program.stdout).not.toContain('Demonstration city');
		expect(product.program.stdout).not.toContain(first.url);
	});

	it('the operator’s command works on the same one', async () => {
		const added = await product.lckmReading(
			`${PASSWORD}\n`,
			...['user', 'add', '--login', 'Pierwsza', '--name', 'Pierwsza Osoba'],
			...['--role', 'administrator', '--password-stdin']
		);
		expect(added).toEqual({ exitCode: 0, stdout: 'Added pierwsza.\n', stderr: '' });
		const credentials = { login: 'pierwsza', password: PASSWORD };
		const { actor } = await new Visitor(product).api.account.signIn.mutate(credentials);
		expect(actor).toMatchObject({ name: 'Pierwsza Osoba', roles: ['administrator'] });
	});

	it('invented people do not come among real ones', async () => {
		const { exitCode, stderr } = await product.lckm('db', 'seed');
		expect(exitCode).toBe(1);
		expect(stderr).toMatch(/^There are people or units in the database already\. --among-others/u);
	});

	it('its absence is told to whoever watches, and its return is enough', async () => {
		await running.kill();
		const answer = await product.fetch('/healthz');
		expect([answer.status, await answer.text()]).toEqual([503, 'database\n']);
		const { dataDir, port } = first;
		running = await startPostgres({ dataDir, port, durable: true });
		await product.healthy();
		const credentials = { login: 'pierwsza', password: PASSWORD };
		await expect(
			new Visitor(product).api.account.signIn.mutate(credentials)
		).resolves.toMatchObject({ actor: { name: 'Pierwsza Osoba' } });
	});

	it('a stop leaves it running', async () => {
		expect(await product.stop()).toBe(0);
		expect(findProcess(running.pid)).toBeDefined();
		expect(product.processes()).toEqual([]);
	});
});
