/** What happens to a device's rows while it is away: they move, and their person moves. */
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { person, syncMember, syncScope } from '#lib/server/db/schema/index.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { act, attachPhoto } from '../support/fake-device.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { phoneOf } from './phone.ts';
import { replicaOf } from './replica.ts';
import { settle, signedIn, takenTicket, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let desk: TestStore;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
});
afterAll(() => server.stop());
beforeEach(async () => {
	const consultant = await signedIn(server, 'konsultantka');
	desk = new TestStore(consultant, `person:${town.people.konsultantka}`);
});

const forward = (subject: string, unitId: string) =>
	desk.outcomes(desk.command('ticket.forward', { unitId, cellId: null, text: '' }, { subject }));

it('pitfall 5: a ticket that moved from A to B is gone from the phone of A that was away', async () => {
	const subject = await takenTicket(desk);
	await forward(subject, town.unitA);
	const browser = await signedIn(server, 'terenowy');
	const phone = await phoneOf(() => browser);
	await phone.cycle();
	expect(await phone.sees(subject)).not.toBeNull();
	await phone.outbox.add([
		act(subject, 'ticket.addNote', { text: 'Zabezpieczyłem taśmą' }),
		attachPhoto(subject)
	]);

	const office = new TestStore(browser, `person:${town.people.terenowy}`);
	await office.outcomes(office.command('ticket.return', { text: 'Nie nasz' }, { subject }));
	await forward(subject, town.unitB);

	await phone.cycle();
	expect(phone.rows().filter(({ id }) => id === subject)).toEqual([]);
	const [noteEntry, photoEntry] = await phone.outbox.entries();
	expect(noteEntry).toMatchObject({
		command: { args: { text: 'Zabezpieczyłem taśmą' } },
		outcome: { status: 'rejected', refusal: { code: 'otherUnit' } }
	});
	expect(photoEntry?.outcome, 'its bytes are still to be sent').toBeNull();

	const b = await replicaOf(server, town, 'biurowa');
	await b.pull();
	const [row] = b
		.rowsOf(`unit:${town.unitB}`)
		.map((one) => one as Ticket)
		.filter(({ id }) => id === subject);
	expect(row?.timeline.map(({ type }) => type)).toEqual([
		...['registered', 'taken', 'marked', 'forwarded', 'returned', 'forwarded']
	]);
});

it('pitfall 5: whoever joins a unit gets all its open rows, though none of them changed', async () => {
	const { db } = server.services;
	for (let count = 0; count < 5; count += 1) await forward(await takenTicket(desk), town.unitB);
	const unitB = eq(syncScope.key, `unit:${town.unitB}`);
	const state = () => db.select().from(syncScope).where(unitB);
	const replica = await replicaOf(server, town, 'terenowy');
	await replica.pull();
	const before = await state();
	expect(replica.scopes.has(`unit:${town.unitB}`)).toBe(false);

	const who = eq(person.login, 'terenowy');
	await db.update(person).set({ unitId: town.unitB }).where(who);
	await replica.pull();
	await db.update(person).set({ unitId: town.unitA }).where(who);
	expect(await state()).toEqual(before);
	const open = await db
		.select({ id: syncMember.id })
		.from(syncMember)
		.innerJoin(syncScope, eq(syncScope.id, syncMember.scope))
		.where(sql`${unitB} and ${syncMember.body} is not null`);
	expect(open.length).toBeGreaterThanOrEqual(5);
	expect([...replica.idsOf(`unit:${town.unitB}`)].sort()).toEqual(open.map(({ id }) => id).sort());
	expect(replica.scopes.has(`unit:${town.unitA}`)).toBe(false);
});
