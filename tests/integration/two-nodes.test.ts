/** The same request at two nodes at the same moment, as when an answer was lost and two tabs ask again. */
import { eq, inArray } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { ticket, ticketEvent } from '#lib/server/db/schema/index.ts';
import type { Server } from '#lib/server/start.ts';
import { push } from '#lib/server/sync/push.ts';
import { PROTOCOL_VERSION, type Outcome, type PushRequest } from '#lib/sync/protocol.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let other: Server;
let town: Town;

beforeAll(async () => {
	server = await startTestServer();
	other = await server.anotherNode();
	town = await settle(server.services.db);
});
afterAll(async () => {
	await other.close();
	await server.stop();
});

it('pitfall 21: an answer that was lost, asked for again at two nodes at once, is one ticket', async () => {
	const { db } = server.services;
	const browser = await signedIn(server, 'konsultantka');
	const { actor } = await browser.api.account.me.query();
	const owner = `person:${town.people.konsultantka}`;
	for (let round = 0; round < 25; round += 1) {
		const store = new TestStore(browser, owner);
		const register = store.command('ticket.register', registration());
		const { subject } = register;
		const take = store.command('ticket.take', {}, { subject, prev: register.seq });
		const commands = [register, take];
		const request = { protocol: PROTOCOL_VERSION, client: store.client, owner, commands };
		// Every other time the first answer is dropped on its way, after the commit.
		if (round % 2 === 0) await offer(server.services, actor as StaffActor, request);
		const asked = Array.from({ length: 6 }, (_, tab) =>
			offer(tab % 2 === 0 ? server.services : other.services, actor as StaffActor, request)
		);
		const told = (await Promise.all(asked)).flat();
		const settled = await offer(other.services, actor as StaffActor, request);
		expect(settled.map(({ status }) => status)).toEqual(['applied', 'applied']);
		const numberOf = (outcome: Outcome | undefined) =>
			outcome?.status === 'applied' ? outcome.number : outcome?.status;
		for (const outcome of told)
			if (outcome.status !== 'retry')
				expect(numberOf(outcome)).toBe(numberOf(settled[outcome.seq - 1]));
		const tickets = await db.select().from(ticket).where(eq(ticket.id, subject));
		expect(tickets).toMatchObject([{ number: numberOf(settled[0]) }]);
		const ids = commands.map(({ id }) => id);
		const events = await db
			.select({ commandId: ticketEvent.commandId })
			.from(ticketEvent)
			.where(inArray(ticketEvent.commandId, ids));
		expect(events.map(({ commandId }) => commandId).sort()).toEqual(ids.sort());
	}
});

async function offer(services: Server['services'], actor: StaffActor, request: PushRequest) {
	const answer = await push(services, actor, request);
	if (answer.type !== 'outcomes') throw new Error(`Answered ${answer.type}`);
	return answer.outcomes;
}
