/** The one question after the end (R8.4, R15.1): once for a ticket, and with nobody's ticket. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { monthOf } from '#lib/domain/retention.ts';
import { satisfactionCount, ticket, ticketEvent } from '#lib/server/db/schema/index.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let chief: Browser;
let resident: Browser;
let desk: TestStore;
let field: TestStore;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
	chief = await signedIn(server, 'pelnomocnik');
	resident = server.browser('198.51.100.9');
	const { konsultantka, terenowy } = town.people;
	desk = new TestStore(await signedIn(server, 'konsultantka'), `person:${konsultantka}`);
	field = new TestStore(await signedIn(server, 'terenowy'), `person:${terenowy}`);
});
afterAll(() => server.stop());
beforeEach(async () => {
	await server.services.db.delete(satisfactionCount);
});

type Act = readonly [store: TestStore, name: string, args?: object];

/** Registered, and then what is done with it. */
async function ticketAfter(...acts: readonly Act[]) {
	const args = registration();
	const first = desk.command('ticket.register', args);
	const { subject } = first;
	await desk.outcomes(first);
	for (const [store, name, given = {}] of acts) {
		const outcomes = await store.outcomes(store.command(name, given, { subject }));
		expect(outcomes, name).toMatchObject([{ status: 'applied' }]);
	}
	return { subject, receiptCode: args.receiptCode };
}

const CARRIED_OUT = (): readonly Act[] => [
	[desk, 'ticket.take'],
	[desk, 'ticket.mark', { kind: 'intervention' }],
	[desk, 'ticket.forward', { unitId: town.unitA, cellId: null }],
	[field, 'ticket.takeOn'],
	[field, 'ticket.reportDone', { manner: 'carriedOut', text: 'Załatane.' }],
	[desk, 'ticket.end', { articleId: null, text: '' }]
];
const NOT_FOUND = { data: { reason: 'notFound' } };
const rate = (receiptCode: string, answer: 'settled' | 'partly' | 'notSettled') =>
	resident.api.ticket.rate.mutate({ receiptCode, answer });
const counts = () => chief.api.satisfaction.list.query();

it('R15.1 an answer is counted for its month, unit and kind', async () => {
	for (const answer of ['settled', 'settled', 'notSettled'] as const) {
		const { receiptCode } = await ticketAfter(...CARRIED_OUT());
		await rate(receiptCode, answer);
	}
	const of = { month: monthOf(new Date()), unitId: town.unitA, kind: 'intervention' };
	const found = await counts();
	expect(found).toHaveLength(2);
	expect(found).toContainEqual({ ...of, answer: 'settled', answers: 2 });
	expect(found).toContainEqual({ ...of, answer: 'notSettled', answers: 1 });
});

it('R8.4 it is asked once, after the end, however many ask at the same time', async () => {
	const { receiptCode } = await ticketAfter(...CARRIED_OUT());
	expect(await resident.api.ticket.track.query({ receiptCode })).toMatchObject({ rateable: true });
	const told = await Promise.allSettled([1, 2, 3, 4].map(() => rate(receiptCode, 'settled')));
	expect(told.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	expect(await counts()).toMatchObject([{ answers: 1 }]);
	expect(await resident.api.ticket.track.query({ receiptCode })).toMatchObject({ rateable: false });
	await expect(rate(receiptCode, 'notSettled')).rejects.toMatchObject(NOT_FOUND);
});

it('R8.4 how it was answered stands nowhere with the ticket', async () => {
	const { subject, receiptCode } = await ticketAfter(...CARRIED_OUT());
	await rate(receiptCode, 'notSettled');
	const { db } = server.services;
	const written = JSON.stringify([
		await db.select().from(ticket).where(eq(ticket.id, subject)),
		await db.select().from(ticketEvent).where(eq(ticketEvent.ticketId, subject))
	]);
	expect(written).toContain('"rated"');
	expect(written).not.toContain('notSettled');
});

it('R8.4 what was rated can be taken up again, and is asked no second time', async () => {
	const { subject, receiptCode } = await ticketAfter(...CARRIED_OUT());
	await rate(receiptCode, 'notSettled');
	const home = new TestStore(resident, 'anybody');
	const dispute = home.command(
		'ticket.disputeEnd',
		{ receiptCode, text: 'Dziura jest nadal.' },
		{
			subject
		}
	);
	expect(await home.outcomes(dispute)).toMatchObject([{ status: 'applied' }]);
	const end = desk.command('ticket.end', { articleId: null, text: '' }, { subject });
	expect(await desk.outcomes(end)).toMatchObject([{ status: 'applied' }]);
	await expect(rate(receiptCode, 'settled')).rejects.toMatchObject(NOT_FOUND);
});

it('R1.2, R8.4 of what is open, or went to 112, nothing is asked', async () => {
	const open = await ticketAfter([desk, 'ticket.take']);
	const to112 = await ticketAfter([desk, 'ticket.handTo112', { text: 'Ranny.' }]);
	for (const { receiptCode } of [open, to112]) {
		expect(await resident.api.ticket.track.query({ receiptCode })).toMatchObject({
			rateable: false
		});
		await expect(rate(receiptCode, 'settled')).rejects.toMatchObject(NOT_FOUND);
	}
	expect(await counts()).toEqual([]);
});

it.each(['', 'ABCD', '0123456789AB'])(
	'R8.4 by no code that nobody has: %s',
	async (receiptCode) => {
		await expect(rate(receiptCode, 'settled')).rejects.toMatchObject(NOT_FOUND);
		expect(await counts()).toEqual([]);
	}
);
