/** R9.1: who is to carry a ticket out, as the people of the city are in the database. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { person } from '#lib/server/db/schema/index.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { settle, signedIn, takenTicket, TestStore, type Login, type Town } from './town.ts';

let server: TestServer;
let town: Town;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
});
afterAll(() => server.stop());

const storeOf = async (login: Login) =>
	new TestStore(await signedIn(server, login), `person:${town.people[login]}`);

/** @returns what the head of the unit is told */
async function assign(personId: string, cellId: string | null = null) {
	const desk = await storeOf('konsultantka');
	const subject = await takenTicket(desk);
	const forward = { unitId: town.unitA, cellId, text: '' };
	await desk.outcomes(desk.command('ticket.forward', forward, { subject }));
	const head = await storeOf('kierownikA');
	const [told] = await head.outcomes(
		head.command('ticket.assign', { personId, text: 'Pilne' }, { subject, version: 5 })
	);
	return told;
}

const REFUSED = { status: 'rejected', refusal: { code: 'unknownPerson', field: 'personId' } };

it('R9.1 somebody of the unit', async () => {
	expect(await assign(town.people.terenowy)).toMatchObject({ status: 'applied' });
});

it.each(['biurowa', 'konsultantka', 'komorka', 'pelnomocnik'] as const)(
	'R9.1 nobody who is not of it, or who carries nothing out: %s',
	async (login) => {
		expect(await assign(town.people[login])).toMatchObject(REFUSED);
	}
);

it('R9.1 somebody of the cell that it lies with', async () => {
	expect(await assign(town.people.komorka, town.cellA)).toMatchObject({ status: 'applied' });
});

it('R9.1 nobody who has left', async () => {
	const { db } = server.services;
	await db.update(person).set({ active: false }).where(eq(person.id, town.people.terenowy));
	expect(await assign(town.people.terenowy)).toMatchObject(REFUSED);
	await db.update(person).set({ active: true }).where(eq(person.id, town.people.terenowy));
});
