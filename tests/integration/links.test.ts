/** Tickets that belong together, in the database: both sides written at once, and duplicates that follow. */
import { and, eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { projectTicket } from '#lib/domain/ticket/audience.ts';
import { mainOf } from '#lib/domain/ticket/links.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { syncMember, syncScope, ticket, ticketEvent } from '#lib/server/db/schema/index.ts';
import { followMains } from '#lib/server/tickets/follow-main.ts';
import { push } from '#lib/server/sync/push.ts';
import type { Server } from '#lib/server/start.ts';
import type { Scope } from '#lib/sync/scope.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { PROTOCOL_VERSION } from '#lib/sync/protocol.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, takenTicket, TestStore, type Town } from './town.ts';

let server: TestServer;
let other: Server;
let town: Town;
let consultant: Browser;
let desk: TestStore;
let unit: TestStore;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	other = await server.anotherNode();
	town = await settle(server.services.db);
	consultant = await signedIn(server, 'konsultantka');
	desk = new TestStore(consultant, `person:${town.people.konsultantka}`);
	unit = new TestStore(await signedIn(server, 'terenowy'), `person:${town.people.terenowy}`);
});
afterAll(async () => {
	await other.close();
	await server.stop();
});

type Act = readonly [name: string, subject: string, args?: object];
const answerTo = async (store: TestStore, ...[name, subject, args = {}]: Act) =>
	(await store.outcomes(store.command(name, args, { subject, version: 6 })))[0];
async function applied(store: TestStore, ...act: Act) {
	expect(await answerTo(store, ...act)).toMatchObject({ status: 'applied' });
}

async function stateOf(id: string): Promise<Ticket> {
	const [row] = await server.services.db.select().from(ticket).where(eq(ticket.id, id));
	if (!row) throw new Error('Gone');
	return row.state;
}
const statusOf = async (id: string) => (await stateOf(id)).status;
const to = async (id: string) => ({ ticketId: id, number: (await stateOf(id)).number ?? '' });

async function forward(id: string) {
	await applied(desk, 'ticket.forward', id, { unitId: town.unitA, cellId: null });
}
async function finish(id: string, text: string) {
	await applied(unit, 'ticket.takeOn', id);
	await applied(unit, 'ticket.reportDone', id, { manner: 'carriedOut', text: 'Załatano' });
	await applied(desk, 'ticket.end', id, { articleId: null, text });
}

async function pair(): Promise<{ main: string; duplicate: string }> {
	const [main, duplicate] = [await takenTicket(desk), await takenTicket(desk)];
	await applied(desk, 'ticket.markDuplicate', duplicate, {
		...(await to(main)),
		text: 'Według drugiego mieszkańca urwało koło'
	});
	return { main, duplicate };
}

const bodyIn = async (scope: Scope, id: string): Promise<unknown> => {
	const [found] = await server.services.db
		.select({ body: syncMember.body })
		.from(syncMember)
		.innerJoin(syncScope, eq(syncScope.id, syncMember.scope))
		.where(and(eq(syncMember.id, id), eq(syncScope.key, scope)));
	return JSON.parse(found?.body ?? 'null');
};

describe('§ 7 a duplicate', () => {
	it('is said of both tickets at once, and its main ticket’s unit learns of it without its receipt', async () => {
		const { main, duplicate } = await pair();
		await forward(main);
		const [state, mainState] = [await stateOf(duplicate), await stateOf(main)];
		expect(state.links).toEqual([{ as: 'duplicateOf', ...(await to(main)) }]);
		expect(mainState.links).toEqual([{ as: 'hasDuplicate', ...(await to(duplicate)) }]);
		expect(await bodyIn(`unit:${town.unitA}`, main)).toEqual(projectTicket(mainState, 'unit'));
		expect(await bodyIn('queue:callCenter', duplicate)).toEqual(state);
		expect(await bodyIn(`unit:${town.unitA}`, duplicate)).toBeNull();
		const events = await server.services.db
			.select()
			.from(ticketEvent)
			.where(eq(ticketEvent.ticketId, main));
		expect(events.map(({ event }) => event.type)).toContain('linked');
	});

	it('ends with its main ticket and is open again with it, and its resident is told the same', async () => {
		const { main, duplicate } = await pair();
		const { receiptCode } = await stateOf(duplicate);
		const track = () => consultant.api.ticket.track.query({ receiptCode: receiptCode ?? '' });
		await forward(main);
		expect(await track()).toMatchObject({ status: 'forwarded', together: true, answer: '' });
		await finish(main, 'Jezdnia jest naprawiona');
		// The node that ended it does this by itself, within the blink of an eye.
		await expect.poll(() => statusOf(duplicate)).toBe('ended');
		expect(await stateOf(duplicate)).toMatchObject({ ending: 'withMain' });
		expect(await track()).toMatchObject({ status: 'ended', answer: 'Jezdnia jest naprawiona' });
		await applied(desk, 'ticket.correctEnd', main, { text: 'Nie ta dziura' });
		await expect.poll(() => statusOf(duplicate)).toBe('taken');
		expect(await track()).toMatchObject({ status: 'reported', together: true, answer: '' });
		expect(await followMains(server.services)).toBe(0);
	});

	it('cannot be the main ticket of its own main ticket, whoever is first', async () => {
		const store = new TestStore(consultant, `person:${town.people.konsultantka}`);
		for (let round = 0; round < 8; round += 1) {
			const [one, two] = [await takenTicket(desk), await takenTicket(desk)];
			const [toOne, toTwo] = [await to(one), await to(two)];
			const said = await Promise.all([
				answerTo(desk, 'ticket.markDuplicate', one, toTwo),
				answerTo(store, 'ticket.markDuplicate', two, toOne)
			]);
			expect(said.map((answer) => answer?.status).toSorted()).toEqual(['applied', 'rejected']);
			const mains = [await stateOf(one), await stateOf(two)].map(mainOf);
			expect(mains.filter(Boolean)).toHaveLength(1);
		}
	});

	it('is undone from either side, with a reason that both keep', async () => {
		for (const side of ['main', 'duplicate'] as const) {
			const { main, duplicate } = await pair();
			const [mine, its] = side === 'main' ? [main, duplicate] : [duplicate, main];
			await applied(desk, 'ticket.unlink', mine, { ticketId: its, text: 'Inna ulica' });
			for (const id of [main, duplicate]) {
				const state = await stateOf(id);
				expect(state.links).toBeUndefined();
				expect(state.timeline.at(-1)).toMatchObject({ type: 'unlinked', text: 'Inna ulica' });
			}
		}
	});
});

describe('what a killed node leaves', () => {
	/** The main ticket ends on a node that is gone before it looks at who follows. */
	async function endedWithoutLooking(main: string) {
		await forward(main);
		await applied(unit, 'ticket.takeOn', main);
		await applied(unit, 'ticket.reportDone', main, { manner: 'carriedOut', text: 'Załatano' });
		const command = desk.command('ticket.end', { articleId: null }, { subject: main });
		const actor: StaffActor = {
			type: 'staff',
			roles: ['consultant'],
			desk: 'callCenter',
			...{ id: town.people.konsultantka, name: 'Anna' },
			...{ unitId: null, cellId: null, placeId: null }
		};
		await push({ ...server.services, onFollowed: () => undefined }, actor, {
			protocol: PROTOCOL_VERSION,
			client: desk.client,
			owner: `person:${town.people.konsultantka}`,
			commands: [command]
		});
	}

	it('is found by the next look, and of two nodes one does it', async () => {
		const { main, duplicate } = await pair();
		await endedWithoutLooking(main);
		expect(await statusOf(duplicate)).toBe('taken');
		const moved = await Promise.all([followMains(server.services), followMains(other.services)]);
		expect(moved.toSorted()).toEqual([0, 1]);
		expect(await statusOf(duplicate)).toBe('ended');
		const ends = (await stateOf(duplicate)).timeline.filter(({ type }) => type === 'ended');
		expect(ends).toHaveLength(1);
	});

	it('R3.3 a duplicate whose main ticket is gone stands alone, in the hands of its consultant', async () => {
		const { main, duplicate } = await pair();
		await server.services.db.delete(ticket).where(eq(ticket.id, main));
		expect(await followMains(server.services)).toBe(1);
		const state = await stateOf(duplicate);
		expect(state).toMatchObject({ status: 'taken', owner: { id: town.people.konsultantka } });
		expect(state.links).toBeUndefined();
		expect(await followMains(server.services)).toBe(0);
		await forward(duplicate);
	});
});

describe('§ 7 a second matter in one report', () => {
	it('has a number, a receipt and a way of its own, and either ticket names the other', async () => {
		const whole = await takenTicket(desk);
		const second = desk.command('ticket.register', registration({ partOf: whole }), { version: 6 });
		const [answer] = await desk.outcomes(second);
		expect(answer).toMatchObject({ status: 'applied' });
		const [part, wholeState] = [await stateOf(second.subject), await stateOf(whole)];
		expect(part.links).toEqual([{ as: 'partOf', ...(await to(whole)) }]);
		expect(wholeState.links).toEqual([{ as: 'hasPart', ...(await to(part.id)) }]);
		const receiptCode = wholeState.receiptCode ?? '';
		expect(await consultant.api.ticket.track.query({ receiptCode })).toMatchObject({
			status: 'taken',
			parts: [{ number: part.number, status: 'registered' }]
		});
		await server.services.db.delete(ticket).where(eq(ticket.id, part.id));
		expect(await consultant.api.ticket.track.query({ receiptCode })).toMatchObject({
			parts: [{ number: part.number, status: null }]
		});
	});

	it('is not taken out of what is somebody else’s, and nothing is registered', async () => {
		const whole = await takenTicket(desk);
		const clerk = new TestStore(
			await signedIn(server, 'urzednik'),
			`person:${town.people.urzednik}`
		);
		const second = clerk.command('ticket.register', registration({ partOf: whole }), {
			version: 6
		});
		expect(await clerk.outcomes(second)).toMatchObject([
			{ status: 'rejected', refusal: { code: 'notOwner' } }
		]);
		await expect(stateOf(second.subject)).rejects.toThrow('Gone');
		expect((await stateOf(whole)).links).toBeUndefined();
	});
});

it('R7.1 a ticket is found by the number that somebody reads out', async () => {
	const { number, id, description } = await stateOf(await takenTicket(desk));
	const found = await consultant.api.ticket.byNumber.query({ number: number ?? '' });
	expect(found).toMatchObject({ id, number, description });
	expect(found).not.toHaveProperty('contact');
	await expect(
		consultant.api.ticket.byNumber.query({ number: 'ŁCK/1999/000001' })
	).rejects.toThrow();
});
