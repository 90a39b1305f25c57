/** Reminders, escalations and announcements (R9.4, R3.2): once, whoever looks, and however often. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addWorkingTime, HOUR_MS } from '#lib/domain/working-time.ts';
import { expiryOf } from '#lib/domain/retention.ts';
import { projectTicket } from '#lib/domain/ticket/audience.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { syncMember, ticket, ticketEvent, timeLimit } from '#lib/server/db/schema/index.ts';
import { removeTimeLimit } from '#lib/server/organisation/time-limit-writer.ts';
import { countEnding, endRetention } from '#lib/server/tickets/retention.ts';
import { watchClocks } from '#lib/server/tickets/watch-clocks.ts';
import type { Server } from '#lib/server/start.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { settle, signedIn, takenTicket, TestStore, type Town } from './town.ts';

let server: TestServer;
let other: Server;
let town: Town;
let desk: TestStore;
let unit: TestStore;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	other = await server.anotherNode();
	town = await settle(server.services.db);
	desk = new TestStore(
		await signedIn(server, 'konsultantka'),
		`person:${town.people.konsultantka}`
	);
	unit = new TestStore(await signedIn(server, 'terenowy'), `person:${town.people.terenowy}`);
});
afterAll(async () => {
	await other.close();
	await server.stop();
});
beforeEach(async () => {
	await server.services.db.delete(ticket);
	await server.services.db.delete(timeLimit);
});

type Act = readonly [name: string, subject: string, args?: object];

async function applied(store: TestStore, ...[name, subject, args = {}]: Act) {
	const outcomes = await store.outcomes(store.command(name, args, { subject, version: 3 }));
	expect(outcomes).toMatchObject([{ status: 'applied' }]);
}

async function forwarded(): Promise<string> {
	const subject = await takenTicket(desk);
	await applied(desk, 'ticket.forward', subject, { unitId: town.unitA, cellId: null });
	return subject;
}

async function stateOf(id: string): Promise<Ticket> {
	const [row] = await server.services.db.select().from(ticket).where(eq(ticket.id, id));
	if (!row) throw new Error('Gone');
	return row.state;
}

const said = async (id: string) =>
	(await stateOf(id)).timeline.filter(({ by }) => by.type === 'system');
const typesSaid = async (id: string) => (await said(id)).map(({ type }) => type);

/** The server so many working hours after the last thing that somebody did to the ticket. */
async function looking(id: string, hours: number, node: Server['services'] = server.services) {
	const since = (await stateOf(id)).timeline.findLast(({ by }) => by.type !== 'system')?.at ?? '';
	const at = addWorkingTime(new Date(since), hours * HOUR_MS);
	return { ...node, now: () => at };
}

describe('R9.4 the clock of a unit', () => {
	it('reminds once and escalates once, and both nodes, racing, say one thing', async () => {
		const ids = await Promise.all([forwarded(), forwarded(), forwarded()]);
		const [id] = ids;
		for (const [hours, types] of [
			[5, []],
			[7, ['reminded']],
			[9, ['reminded', 'escalated']],
			[90, ['reminded', 'escalated']]
		] as const) {
			const nodes = [server.services, other.services, server.services, other.services];
			await Promise.all(nodes.map(async (node) => watchClocks(await looking(id, hours, node))));
			for (const one of ids) expect(await typesSaid(one)).toEqual(types);
		}
		const events = await server.services.db
			.select()
			.from(ticketEvent)
			.where(eq(ticketEvent.ticketId, id))
			.orderBy(ticketEvent.position);
		expect(events.map(({ event }) => event.type).slice(-2)).toEqual(['reminded', 'escalated']);
		expect(events.map(({ position }) => position)).toEqual(events.map((_, index) => index));
		// What the unit's devices have is what is true.
		const held = await server.services.db.select().from(syncMember).where(eq(syncMember.id, id));
		const wanted = projectTicket(await stateOf(id), 'unit');
		expect(held.map(({ body }): unknown => JSON.parse(body ?? 'null'))).toContainEqual(wanted);
	});

	it('broken off it has said nothing; the next look says it whole', async () => {
		const id = await forwarded();
		const late = await looking(id, 9);
		const { db } = server.services;
		const broken = {
			...late,
			db: Object.assign(Object.create(db) as typeof db, {
				transaction: (work: Parameters<typeof db.transaction>[0]) =>
					db.transaction(async (tx) => {
						await work(tx);
						throw new Error('killed before the commit');
					})
			})
		};
		await expect(watchClocks(broken)).rejects.toThrow('killed');
		expect(await said(id)).toEqual([]);
		expect(await watchClocks(late)).toBe(1);
		expect(await typesSaid(id)).toEqual(['escalated']);
		expect(await watchClocks(late)).toBe(0);
	});

	it('does not escalate what was returned, forwarded anew or taken back from its end', async () => {
		const id = await forwarded();
		await watchClocks(await looking(id, 9));
		await applied(unit, 'ticket.return', id, { text: 'Nie my' });
		await applied(desk, 'ticket.forward', id, { unitId: town.unitA, cellId: null });
		expect(await watchClocks(await looking(id, 1))).toBe(0);
		await applied(unit, 'ticket.takeOn', id);
		await applied(unit, 'ticket.reportDone', id, { manner: 'carriedOut', text: 'Gotowe' });
		await applied(desk, 'ticket.end', id, { articleId: null, text: '' });
		await applied(desk, 'ticket.correctEnd', id, { text: 'Pomyłka' });
		expect(await watchClocks(await looking(id, 400))).toBe(0);
		expect(await typesSaid(id)).toEqual(['escalated']);
	});

	it('stands while the resident is waited for', async () => {
		const id = await forwarded();
		await applied(desk, 'ticket.askResident', id, { text: 'Przy którym numerze?' });
		expect(await watchClocks(await looking(id, 400))).toBe(0);
		await applied(unit, 'ticket.resume', id, { text: 'Przy 104' });
		expect(await watchClocks(await looking(id, 5))).toBe(0);
		expect(await watchClocks(await looking(id, 9))).toBe(1);
	});

	it('R15.1 measures by what the Pełnomocnik says, for the unit or for all', async () => {
		const id = await forwarded();
		const chief = await signedIn(server, 'pelnomocnik');
		const wanted = { unitId: town.unitA, categoryId: null, takeOnHours: 20, reportHours: 40 };
		const first = await chief.api.timeLimit.set.mutate(wanted);
		expect(await watchClocks(await looking(id, 9))).toBe(0);
		// Said again for the same unit it is the same row, and no second one.
		const again = await chief.api.timeLimit.set.mutate({ ...wanted, takeOnHours: 2 });
		expect(again.id).toBe(first.id);
		await watchClocks(await looking(id, 2));
		expect(await said(id)).toMatchObject([{ type: 'escalated', limitHours: 2 }]);
		const [row] = await server.services.db
			.select()
			.from(syncMember)
			.where(eq(syncMember.id, first.id));
		expect(JSON.parse(row?.body ?? '')).toEqual({ ...wanted, id: first.id, takeOnHours: 2 });
		await chief.api.timeLimit.remove.mutate({ id: first.id });
		const [left] = await server.services.db
			.select()
			.from(syncMember)
			.where(eq(syncMember.id, first.id));
		expect(left?.body).toBeNull();
		await server.services.db.transaction((tx) => removeTimeLimit(tx, first.id));
	});

	it('R15.1 refuses what is no unit, no category or no number of hours, and changes nothing', async () => {
		const chief = await signedIn(server, 'pelnomocnik');
		const right = { unitId: town.unitA, categoryId: null, takeOnHours: 8, reportHours: 40 };
		for (const wrong of [
			{ unitId: town.categoryId },
			// Limits are a unit's, and not one of its cells'.
			{ unitId: town.cellA },
			{ categoryId: town.unitA },
			{ takeOnHours: 0 },
			{ takeOnHours: 1.5 },
			{ reportHours: 100_000 }
		])
			await expect(chief.api.timeLimit.set.mutate({ ...right, ...wrong })).rejects.toThrow();
		const head = await signedIn(server, 'kierownikA');
		await expect(head.api.timeLimit.set.mutate(right)).rejects.toThrow('notAllowed');
		expect(await server.services.db.select().from(timeLimit)).toEqual([]);
	});
});

describe('R3.2 a ticket that is still open before its time ends', () => {
	it('is announced 30, 14 and 3 days ahead, each once, and goes with all that was said', async () => {
		const id = await takenTicket(desk);
		const gone = expiryOf(new Date((await stateOf(id)).registeredAt)).getTime();
		const ahead = async (days: number) => {
			const at = new Date(gone - days * 86_400_000 + HOUR_MS * 12);
			const services = { ...server.services, now: () => at };
			await Promise.all([watchClocks(services), watchClocks({ ...other.services, now: () => at })]);
			const entries = await said(id);
			return entries.flatMap((entry) => (entry.type === 'endAnnounced' ? entry.days : []));
		};
		expect(await ahead(32)).toEqual([]);
		expect(await ahead(30)).toEqual([30]);
		expect(await ahead(20)).toEqual([30]);
		expect(await ahead(14)).toEqual([30, 14]);
		expect(await ahead(2)).toEqual([30, 14, 3]);
		expect(await ahead(1)).toEqual([30, 14, 3]);
		const over = { ...server.services, now: () => new Date(gone) };
		await endRetention(over);
		expect(await countEnding(server.services.db, new Date(gone))).toMatchObject({
			tickets: 0,
			events: 0,
			copies: 0
		});
	});
});
