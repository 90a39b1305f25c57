/** Guarantee 8, with a real backup: devices must notice, though the versions have grown past theirs. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, inject, it } from 'vitest';
import { syncMember, syncScope, ticketEvent } from '#lib/server/db/schema/index.ts';
import { startServer, type Server } from '#lib/server/start.ts';
import { createTestDatabase } from '../support/database.ts';
import { act, type FakeDevice } from '../support/fake-device.ts';
import { copyTemplate, type TestDatabase } from '../support/template-database.ts';
import { Browser, ORIGIN } from './harness.ts';
import { phoneOf } from './phone.ts';
import { PASSWORD, registration, settle, TestStore } from './town.ts';

let database: TestDatabase;
let backup: TestDatabase | null = null;
let node: Server;
let filesDir: string;

beforeEach(async () => {
	database = await createTestDatabase();
	filesDir = mkdtempSync(path.join(tmpdir(), 'lckm-files-'));
	await runOn(database);
});
afterEach(async () => {
	await node.close();
	await database.drop();
	await backup?.drop();
	rmSync(filesDir, { recursive: true, force: true });
});

async function runOn({ url }: TestDatabase): Promise<void> {
	node = await startServer({ databaseUrl: url, origin: ORIGIN, filesDir });
}

/** A copy of all there is now; nobody may be connected meanwhile. */
async function backUp(): Promise<TestDatabase> {
	await node.close();
	const name = new URL(database.url).pathname.slice(1);
	const copy = await copyTemplate(inject('postgresUrl'), `${name}_backup`, name);
	await runOn(database);
	return copy;
}

const byteForByte = (rows: readonly { scope: string; id: string; body: string | null }[]) =>
	rows.map(({ scope, id, body }) => `${scope} ${id} ${String(body)}`).sort();

async function rowsOnServer(device: FakeDevice) {
	const scopes = device.rowDisk.held.map(({ scope }) => scope);
	return node.services.db
		.select({ scope: syncScope.key, id: syncMember.id, body: syncMember.body })
		.from(syncMember)
		.innerJoin(syncScope, eq(syncScope.id, syncMember.scope))
		.where(sql`${inArray(syncScope.key, scopes)} and ${syncMember.body} is not null`);
}

it('pitfall 3: a restored server is noticed at the first pull, and loses nothing that is kept', async () => {
	const town = await settle(node.services.db);
	const cookies = new Map<string, string>();
	const browserNow = (jar = cookies) => {
		const browser = new Browser(node.services, '192.0.2.1');
		for (const [name, value] of jar) browser.cookies.set(name, value);
		return browser;
	};
	const signIn = async (login: string) => {
		const browser = browserNow(new Map());
		await browser.api.account.signIn.mutate({ login, password: PASSWORD });
		return browser;
	};
	for (const [name, value] of (await signIn('konsultantka')).cookies) cookies.set(name, value);
	const device = await phoneOf(() => browserNow());
	const [kept, lost] = [crypto.randomUUID(), crypto.randomUUID()];
	const register = (id: string) => [
		act(id, 'ticket.register', registration()),
		act(id, 'ticket.take', {})
	];
	const note = (id: string, text: string) => act(id, 'ticket.addNote', { text });

	await device.outbox.add(register(kept));
	await device.settle();
	backup = await backUp();
	// The lost window: acknowledged, and gone with the disk.
	const notes = Array.from({ length: 20 }, (_, index) => note(kept, `note ${String(index)}`));
	await device.outbox.add([...notes, ...register(lost)]);
	await device.settle();
	const queueOf = () => device.rowDisk.held.find(({ scope }) => scope === 'queue:callCenter');
	const before = queueOf()?.version ?? 0;
	await node.close();
	await runOn(backup);

	const clerk = new TestStore(await signIn('urzednik'), `person:${town.people.urzednik}`);
	for (let commits = 0; commits < 45; commits += 1)
		await clerk.outcomes(clerk.command('ticket.register', registration()));
	const [head] = await node.services.db
		.select()
		.from(syncScope)
		.where(eq(syncScope.key, 'queue:callCenter'));
	expect(head?.version, 'a cursor that is ahead would show by itself').toBeGreaterThan(before);

	expect(await device.outbox.waiting()).toEqual([]);
	await device.cycle();
	expect(await device.outbox.waiting()).toHaveLength(22);
	await device.settle();
	expect(byteForByte(device.rows())).toEqual(byteForByte(await rowsOnServer(device)));
	expect(device.rows().filter(({ scope }) => scope === 'queue:callCenter')).toHaveLength(47);

	const mine = (await device.outbox.entries()).map(({ command, outcome }) => {
		expect(outcome?.status).toBe('applied');
		return command.id;
	});
	const events = await node.services.db
		.select({ commandId: ticketEvent.commandId })
		.from(ticketEvent)
		.where(inArray(ticketEvent.ticketId, [kept, lost]));
	expect(events.map(({ commandId }) => commandId).sort()).toEqual(mine.sort());
}, 40_000);
