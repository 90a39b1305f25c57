import process from 'node:process';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let clerk: Browser;
let store: TestStore;
const streams: EventReader[] = [];

beforeAll(async () => {
	server = await startTestServer();
	town = await settle(server.services.db);
	clerk = await signedIn(server, 'urzednik');
	store = new TestStore(clerk, `person:${town.people.urzednik}`);
	await register();
});
afterEach(async () => {
	for (const stream of streams.splice(0)) await stream.cancel();
});
afterAll(() => server.stop());

const register = () => store.outcomes(store.command('ticket.register', registration()));

async function listen(browser: Browser): Promise<EventReader> {
	const response = await browser.fetch('/api/trpc/sync.wake', { method: 'GET' });
	expect(response.headers.get('content-type')).toContain('text/event-stream');
	expect(response.headers.get('cache-control')).toBe('no-store, no-transform');
	const stream = new EventReader(response);
	streams.push(stream);
	return stream;
}

describe('a stream of wake-ups', () => {
	it('begins with the versions as they are, of the scopes that the reader may hold', async () => {
		const stream = await listen(await signedIn(server, 'konsultantka'));
		expect(await stream.data()).toEqual({ 'queue:callCenter': 1 });
	});

	it('says at once that a scope has moved, and how far', async () => {
		const stream = await listen(await signedIn(server, 'konsultantka'));
		const first = await stream.data();
		const started = performance.now();
		await register();
		// A first look may tell again what was told already; the move must come in any case.
		let wake = await stream.data();
		while (wake['queue:callCenter'] === first['queue:callCenter']) wake = await stream.data();
		expect(wake['queue:callCenter']).toBe((first['queue:callCenter'] ?? 0) + 1);
		expect(performance.now() - started).toBeLessThan(1000);
	});

	it('is not heard by those who may not hold the scope', async () => {
		const stream = await listen(await signedIn(server, 'biurowa'));
		await stream.data();
		const allowed = await listen(await signedIn(server, 'konsultantka'));
		await allowed.data();
		await register();
		await allowed.data();
		await expect(Promise.race([stream.data(), later(2500)])).resolves.toBe('nothing');
	});

	it('hears of what another node has done', async () => {
		const other = await server.anotherNode();
		const stream = await listen(await signedIn(server, 'konsultantka'));
		const before = (await stream.data())['queue:callCenter'] ?? 0;
		await register();
		other.services.announce(['queue:callCenter']);
		let wake = await stream.data();
		while (wake['queue:callCenter'] === before) wake = await stream.data();
		expect(wake['queue:callCenter']).toBe(before + 1);
		await other.close();
	});

	it('hears of a move within seconds when the notification is lost', async () => {
		const deaf = await startTestServer(() => ({ announce: () => undefined }));
		const there = await settle(deaf.services.db);
		const browser = await signedIn(deaf, 'urzednik');
		const stream = await listen(browser);
		await stream.data();
		const quiet = new TestStore(browser, `person:${there.people.urzednik}`);
		await quiet.outcomes(quiet.command('ticket.register', registration()));
		const mine = `mine:${there.people.urzednik}`;
		let wake = await stream.data();
		while (wake[mine] !== 1) wake = await stream.data();
		await stream.cancel();
		await deaf.stop();
	});

	it('is forgotten when the device has gone', async () => {
		const { hub } = server.services;
		const before = hub.listeners;
		const stream = await listen(clerk);
		await stream.data();
		expect(hub.listeners).toBe(before + 1);
		await stream.cancel();
		await expect.poll(() => hub.listeners).toBe(before);
	});

	it('may be left at any moment, also before it has begun, without a fault', async () => {
		const { hub } = server.services;
		const before = hub.listeners;
		const unhandled: unknown[] = [];
		const note = (fault: unknown) => unhandled.push(fault);
		process.on('unhandledRejection', note);
		for (let turns = 0; turns < 60; turns += 1) {
			const { body } = await clerk.fetch('/api/trpc/sync.wake', { method: 'GET' });
			const reader = body?.getReader();
			const reading = reader?.read();
			for (let turn = 0; turn < turns % 20; turn += 1) await Promise.resolve();
			if (turns >= 20) await later(turns - 20);
			await reader?.cancel();
			await reading;
		}
		await expect.poll(() => hub.listeners).toBe(before);
		process.off('unhandledRejection', note);
		expect(unhandled).toEqual([]);
	});

	it('ends with an error when the server goes down, so that the device comes back', async () => {
		const leaving = await startTestServer();
		await settle(leaving.services.db);
		const stream = await listen(await signedIn(leaving, 'urzednik'));
		await stream.data();
		leaving.services.hub.close();
		const end = await stream.event();
		expect(end?.name).toBe('serialized-error');
		expect(end?.data).toMatchObject({
			// A code that tRPC's client takes for "come back", not for "give up".
			code: -32603,
			data: { reason: 'unavailable', httpStatus: 503 }
		});
		expect(await stream.event()).toBeNull();
		await leaving.stop();
	});
});

const later = (ms: number) =>
	new Promise<'nothing'>((resolve) => {
		setTimeout(resolve, ms, 'nothing');
	});

/** Reads server-sent events one by one. */
class EventReader {
	readonly #reader: ReadableStreamDefaultReader<string>;
	#text = '';

	constructor({ body }: Response) {
		if (!body) throw new Error('No stream');
		this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
	}

	/** @returns null at the end of the stream */
	async event(): Promise<{ name: string; data: unknown } | null> {
		for (;;) {
			const end = this.#text.indexOf('\n\n');
			if (end < 0) {
				const { value, done } = await this.#reader.read();
				if (done) return null;
				this.#text += value;
				continue;
			}
			const lines = this.#text.slice(0, end).split('\n');
			this.#text = this.#text.slice(end + 2);
			const field = (name: string) =>
				lines.find((line) => line.startsWith(`${name}: `))?.slice(name.length + 2);
			const data = field('data');
			if (data === undefined || data === '') continue;
			return { name: field('event') ?? 'message', data: JSON.parse(data) as unknown };
		}
	}

	async data(): Promise<Record<string, number>> {
		for (;;) {
			const event = await this.event();
			if (!event) throw new Error('The stream has ended');
			if (event.name === 'message') return event.data as Record<string, number>;
		}
	}

	cancel(): Promise<void> {
		return this.#reader.cancel();
	}
}
