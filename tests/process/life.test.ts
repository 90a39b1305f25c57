import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMONSTRATION_PASSWORD } from '#lib/server/seed/demonstration.ts';
import { PROTOCOL_VERSION } from '#lib/sync/protocol.ts';
import { startProduct, type Product } from '../support/product.ts';
import { databaseLog } from './embedded-postgres.ts';
import { Visitor } from './visitor.ts';

const CREDENTIALS = { login: 'joanna.jarosz', password: DEMONSTRATION_PASSWORD };
/** Without anything to wait for it takes a tenth of that. */
const STOPS_WITHIN_MS = 5000;

let product: Product;

beforeAll(async () => {
	product = await startProduct();
});
afterAll(() => product.remove());

const seconds = (spanMs: number): string => `${(spanMs / 1000).toFixed(1)} s`;

describe('the first start', () => {
	it('tells where it runs and who can sign in', () => {
		const { stdout, stderr } = product.program;
		console.log(`» first start: ready after ${seconds(product.readyAfterMs)}`);
		expect(stdout).toContain(`ŁCKzM runs at ${product.address} (ready after `);
		expect(stdout).toMatch(/clerk +joanna\.jarosz +Joanna Jarosz/u);
		expect(stdout).toContain(`password ${DEMONSTRATION_PASSWORD}`);
		expect(stderr).toBe('');
	});

	it('answers at its address, for people and for whoever watches over it', async () => {
		const page = await product.fetch('/');
		expect(page.status).toBe(200);
		expect(page.headers.get('content-type')).toContain('text/html');
		expect(await (await product.fetch('/healthz')).text()).toBe('ok\n');
	});

	it('sends pages and answers compressed, and a stream as it comes', async () => {
		const encodingOf = async (path: string, init: object = {}) => {
			const { headers: said, body } = await product.fetch(path, init);
			await body?.cancel();
			return said.get('content-encoding');
		};
		const headers = { 'accept-encoding': 'gzip, br', 'content-type': 'application/json' };
		const question = { protocol: PROTOCOL_VERSION, owner: 'anybody', cursors: [] };
		const pull = { method: 'POST', headers, body: JSON.stringify(question) };
		expect(await encodingOf('/', { headers })).toBe('br');
		expect(await encodingOf('/api/trpc/sync.pull', pull)).toBe('br');
		const plain = { ...pull, headers: { ...headers, 'accept-encoding': 'identity' } };
		expect(await encodingOf('/api/trpc/sync.pull', plain)).toBeNull();
		expect(await streamEncoding({ ...headers, accept: 'text/event-stream' })).toBeUndefined();
	});

	it('lets those in who are listed', async () => {
		const { actor } = await new Visitor(product).api.account.signIn.mutate(CREDENTIALS);
		expect(actor).toMatchObject({ type: 'staff', name: 'Joanna Jarosz', roles: ['clerk'] });
	});
});

/** On a connection of its own, that goes with it. */
async function streamEncoding(headers: Record<string, string>): Promise<string | undefined> {
	const asked = request(`${product.address}/api/trpc/sync.wake`, { agent: false, headers }).end();
	const [stream] = (await once(asked, 'response')) as [IncomingMessage];
	expect(stream.statusCode).toBe(200);
	stream.destroy();
	return stream.headers['content-encoding'];
}

/** A sign-in of which the server has only half; the rest follows when the result is called. */
function beginSignIn(): () => Promise<{ status: number | undefined; body: string }> {
	const body = JSON.stringify(CREDENTIALS);
	const asked = request(`${product.address}/api/trpc/account.signIn`, {
		method: 'POST',
		headers: {
			origin: product.address,
			'content-type': 'application/json',
			'content-length': Buffer.byteLength(body)
		}
	});
	const answered = new Promise<{ status: number | undefined; body: string }>((resolve, reject) => {
		asked.once('error', reject);
		asked.once('response', (response) => {
			text(response).then((all) => resolve({ status: response.statusCode, body: all }), reject);
		});
	});
	answered.catch(() => undefined); // looked at below
	asked.write(body.slice(0, 10));
	return () => {
		asked.end(body.slice(10));
		return answered;
	};
}

describe('a stop, with an event stream open and a request running', () => {
	let kept: string;
	let visitor: Visitor;
	let tookMs: number;
	let exitCode: number | null;
	let answer: { status: number | undefined; body: string };
	let farewell: unknown;

	beforeAll(async () => {
		visitor = new Visitor(product);
		await visitor.api.account.signIn.mutate(CREDENTIALS);
		const { stdout } = await product.lckm(
			...[
				'device',
				'pair',
				'--class',
				'kiosk',
				'--place',
				'PIOTRKOWSKA-110',
				'--name',
				'Kiosk 1',
				'--json'
			]
		);
		kept = (JSON.parse(stdout) as { deviceId: string }).deviceId;
		const stream = await visitor.listen();
		await stream.next('message');
		const finishSignIn = beginSignIn();
		await delay(100); // until its half has arrived
		const startMs = performance.now();
		const stopping = product.stop();
		await product.said('Stopping…');
		farewell = await stream.next('serialized-error');
		await stream.untilEnd();
		answer = await finishSignIn();
		exitCode = await stopping;
		tookMs = performance.now() - startMs;
	});

	it('ends well and soon, and says so', () => {
		console.log(`» stop with a stream and a request: ${seconds(tookMs)}`);
		expect(exitCode).toBe(0);
		expect(product.program.stdout.trimEnd()).toMatch(/Stopping…\nStopped\.$/u);
		expect(tookMs).toBeLessThan(STOPS_WITHIN_MS);
	});

	it('lets the request come to its end, database and all', () => {
		expect(answer.status, answer.body).toBe(200);
		expect(answer.body).toContain('Joanna Jarosz');
	});

	it('tells the stream to come back', () => {
		expect(farewell).toMatchObject({ data: { reason: 'unavailable', httpStatus: 503 } });
	});

	it('leaves no process and no claim behind', () => {
		expect(product.processes()).toEqual([]);
		expect(existsSync(`${product.dataDir}/postgres/owner.json`)).toBe(false);
		expect(product.program.stderr).toBe('');
	});

	it('has shut the database down', () => {
		expect(databaseLog(product)).toMatch(/fast shutdown request[^]*system is shut down\n$/u);
	});

	describe('and the next start on the same data', () => {
		beforeAll(() => product.start());

		it('is quick and builds nothing', () => {
			console.log(`» warm start: ready after ${seconds(product.readyAfterMs)}`);
			expect(product.program.stdout).not.toContain('Building');
			expect(product.readyAfterMs).toBeLessThan(10_000);
		});

		it('finds a database that needs no recovery', () => {
			expect(databaseLog(product)).toContain('database system was shut down at');
			expect(databaseLog(product)).not.toContain('recovery');
		});

		it('has kept what was written, sessions too', async () => {
			const { stdout } = await product.lckm('device', 'list', '--json');
			expect(JSON.parse(stdout)).toContainEqual(expect.objectContaining({ id: kept }));
			const { actor } = await visitor.api.account.me.query();
			expect(actor).toMatchObject({ name: 'Joanna Jarosz' });
		});
	});
});

describe('a stop that is asked for twice', () => {
	it('does not wait for a request that never comes to its end', async () => {
		beginSignIn();
		await delay(100);
		product.program.signal('SIGINT');
		await product.said('Stopping…');
		await delay(1000);
		expect(product.program.hasEnded).toBe(false);
		const startMs = performance.now();
		product.program.signal('SIGINT');
		const { exitCode } = await product.program.ended;
		expect(exitCode).toBe(0);
		expect(performance.now() - startMs).toBeLessThan(STOPS_WITHIN_MS);
		expect(databaseLog(product)).toMatch(/fast shutdown request[^]*system is shut down\n$/u);
	});
});
