// Ends at the worst moment, and kills without warning, as the system's own when memory runs out:
// nothing that was acknowledged is lost, and nobody has to do more than start it again.
import { readdirSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { signal } from '../../src/cli/running-process.ts';
import { DEMONSTRATION_PASSWORD } from '#lib/server/seed/demonstration.ts';
import { installProduct, type Product } from '../support/product.ts';
import { databaseLog, leaveUnburied, postmasterOf } from './embedded-postgres.ts';
import { Visitor } from './visitor.ts';

const CREDENTIALS = { login: 'joanna.jarosz', password: DEMONSTRATION_PASSWORD };

let product: Product;

beforeAll(async () => {
	product = await installProduct();
});
afterAll(() => product.remove());

const seconds = (spanMs: number): string => `${(spanMs / 1000).toFixed(1)} s`;

/** Somebody whose session has just been acknowledged. */
async function signedIn(): Promise<Visitor> {
	const visitor = new Visitor(product);
	await visitor.api.account.signIn.mutate(CREDENTIALS);
	return visitor;
}

async function expectSignedIn(visitor: Visitor): Promise<void> {
	const { actor } = await visitor.api.account.me.query();
	expect(actor).toMatchObject({ type: 'staff', name: 'Joanna Jarosz' });
}

describe('a first start that is broken off', () => {
	it('leaves nothing running, and the next one begins as if new', async () => {
		const { ended } = product.launch();
		await expect.poll(() => readdirSync(product.dataDir), { timeout: 10_000 }).not.toEqual([]);
		expect(await product.stop()).toBe(0);
		expect((await ended).stderr).toBe('');
		expect(product.processes()).toEqual([]);
		await product.start();
		expect(product.program.stdout).toContain('joanna.jarosz');
	});
});

describe('after kill -9 of the product, which leaves its database running,', () => {
	let visitor: Visitor;
	let orphan: number;

	beforeAll(async () => {
		visitor = await signedIn();
		orphan = postmasterOf(product);
		await product.kill();
	});

	it('the operator’s command still finds the database', async () => {
		expect(product.processes()).toContain(orphan);
		const { exitCode, stdout } = await product.lckm('device', 'list', '--json');
		expect(exitCode).toBe(0);
		expect(JSON.parse(stdout)).toHaveLength(1);
	});

	it('the next start ends the orphan, serves and has lost nothing', async () => {
		await product.start();
		console.log(`» start after kill -9: ready after ${seconds(product.readyAfterMs)}`);
		expect(product.processes()).not.toContain(orphan);
		expect(databaseLog(product)).toContain('database system was shut down at');
		await expectSignedIn(visitor);
		expect(product.program.stderr).toBe('');
	});
});

describe('after kill -9 of everything at once', () => {
	async function killAll(): Promise<void> {
		const pids = product.processes();
		expect(pids).toContain(product.program.pid);
		expect(pids).toContain(postmasterOf(product));
		for (const pid of pids) signal(pid, 'SIGKILL');
		await product.program.ended;
		await expect.poll(() => product.processes()).toEqual([]);
	}

	it('the next start replays the database’s log, serves and has lost nothing', async () => {
		const visitor = await signedIn();
		await killAll();
		await product.start();
		console.log(`» start after a crash of all: ready after ${seconds(product.readyAfterMs)}`);
		expect(databaseLog(product)).toContain('automatic recovery in progress');
		await expectSignedIn(visitor);
	});

	it('it does so too while the system has not buried the dead', async () => {
		await killAll();
		const bury = await leaveUnburied(product);
		await product.start();
		bury();
		expect(databaseLog(product)).toContain('automatic recovery in progress');
	});
});

describe('when the database is killed while the product serves', () => {
	it('the product starts it again, answers by itself and has lost nothing', async () => {
		const visitor = await signedIn();
		const stream = await visitor.listen();
		await stream.next('message');
		const killed = postmasterOf(product);
		const startMs = performance.now();
		signal(killed, 'SIGKILL');
		await expect
			.poll(() => postmasterOf(product), { interval: 10, timeout: 20_000 })
			.not.toBe(killed);
		await product.healthy();
		console.log(`» database killed: answers again after ${seconds(performance.now() - startMs)}`);
		await expectSignedIn(visitor);
		expect(product.processes()).not.toContain(killed);
		await stream.cancel();
	});

	it('devices hear of changes again, on the stream that they had open', async () => {
		const visitor = await signedIn();
		const stream = await visitor.listen();
		await stream.next('message');
		const killed = postmasterOf(product);
		signal(killed, 'SIGKILL');
		await expect
			.poll(() => postmasterOf(product), { interval: 10, timeout: 20_000 })
			.not.toBe(killed);
		await product.healthy();
		const added = product.lckm(
			...['user', 'add', '--login', 'nowa', '--name', 'Nowa Osoba', '--role', 'clerk']
		);
		const moved = stream.next('message');
		expect(await added).toMatchObject({ exitCode: 0 });
		expect(await moved).toHaveProperty('ref:staff');
		await stream.cancel();
	});

	it('once more and once more, it keeps coming back', async () => {
		for (let kill = 0; kill < 3; kill++) {
			const killed = postmasterOf(product);
			signal(killed, 'SIGKILL');
			await delay(50 * kill);
			await expect
				.poll(() => postmasterOf(product), { interval: 10, timeout: 20_000 })
				.not.toBe(killed);
			await product.healthy();
		}
		await expectSignedIn(await signedIn());
	});

	it('says in its log what happened, and no more than that', () => {
		const lines = product.program.stderr.split('\n').filter((line) => line !== '');
		for (const line of lines) expect(JSON.parse(line)).toMatchObject({ level: 'fault' });
	});

	it('stops in good order afterwards', async () => {
		expect(await product.stop()).toBe(0);
		expect(product.program.stdout).toMatch(/Stopped\.\n$/u);
		expect(product.processes()).toEqual([]);
	});
});
