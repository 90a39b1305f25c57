/** Guarantee 8: what a server that was put back does not know any more, it says when it is asked. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { syncCommand } from '#lib/server/db/schema/index.ts';
import type { Command } from '#lib/sync/protocol.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let clerk: Browser;
let store: TestStore;
let commands: Command[];

beforeAll(async () => {
	server = await startTestServer();
	town = await settle(server.services.db);
	clerk = await signedIn(server, 'urzednik');
});
afterAll(() => server.stop());
beforeEach(async () => {
	store = new TestStore(clerk, `person:${town.people.urzednik}`);
	commands = [1, 2].map(() => store.command('ticket.register', registration()));
	const outcomes = await store.outcomes(...commands);
	expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'applied']);
});

it('says nothing of what it knows', async () => {
	expect(await store.confirm(...commands)).toEqual({ unknown: [], different: [] });
	expect(await store.confirm()).toEqual({ unknown: [], different: [] });
});

it('names what it has forgotten', async () => {
	const [, second] = commands;
	await server.services.db.delete(syncCommand).where(eq(syncCommand.id, second?.id ?? ''));
	expect(await store.confirm(...commands)).toEqual({ unknown: [second?.id], different: [] });
});

it('names what it has decided otherwise since', async () => {
	const [first] = commands;
	await server.services.db
		.update(syncCommand)
		.set({ outcome: { status: 'rejected', refusal: { code: 'notAllowed' } } })
		.where(eq(syncCommand.id, first?.id ?? ''));
	expect(await store.confirm(...commands)).toEqual({ unknown: [], different: [first?.id] });
});

it('names what it knows by another place alone, where nothing that follows would find it', async () => {
	store.client = randomUUID();
	const { unknown } = await store.confirm(...commands);
	expect(unknown).toEqual(commands.map(({ id }) => id));
});

it('tells nothing to somebody else', async () => {
	const other = new TestStore(clerk, `person:${town.people.konsultantka}`);
	await expect(other.confirm(...commands)).rejects.toThrow('otherOwner');
});
