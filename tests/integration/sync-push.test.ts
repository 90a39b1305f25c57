import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { syncCommand, syncFailure, ticket, ticketEvent } from '#lib/server/db/schema/index.ts';
import { type Command } from '#lib/sync/protocol.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { pairedKiosk, registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let consultant: Browser;
let owner: string;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) },
		report: () => undefined
	}));
	town = await settle(server.services.db);
	consultant = await signedIn(server, 'konsultantka');
	owner = `person:${town.people.konsultantka}`;
});
afterAll(() => server.stop());

const newStore = () => new TestStore(consultant, owner);
const ticketsOf = ({ subject }: Command) =>
	server.services.db.select().from(ticket).where(eq(ticket.id, subject));
const eventsOf = ({ subject }: Command) =>
	server.services.db.select().from(ticketEvent).where(eq(ticketEvent.ticketId, subject));

describe('a command', () => {
	it('is decided, numbered and answered with the versions that hold it (R5.1)', async () => {
		const store = newStore();
		const command = store.command('ticket.register', registration());
		const [outcome] = await store.outcomes(command);
		expect(outcome).toEqual({
			seq: 1,
			status: 'applied',
			number: expect.stringMatching(/^ŁCK\/\d{4}\/\d{6}$/u) as string,
			heads: {
				'queue:callCenter': expect.any(Number) as number,
				[`mine:${town.people.konsultantka}`]: expect.any(Number) as number
			}
		});
		expect(await ticketsOf(command)).toMatchObject([{ status: 'registered' }]);
	});

	it('happens once, however often it is offered', async () => {
		const store = newStore();
		const command = store.command('ticket.register', registration());
		const first = await store.outcomes(command);
		const again = await store.outcomes(command);
		expect(again).toEqual(first);
		expect(await eventsOf(command)).toHaveLength(1);
	});

	it('pitfall 21: happens once when eight offer it at the same moment', async () => {
		for (let round = 0; round < 10; round += 1) {
			const store = newStore();
			const chain = [store.command('ticket.register', registration())];
			const subject = chain[0]?.subject ?? '';
			chain.push(store.command('ticket.take', {}, { subject, prev: 1 }));
			chain.push(store.command('ticket.addNote', { text: 'Raz' }, { subject, prev: 2 }));
			const answers = await Promise.all(Array.from({ length: 8 }, () => store.push(...chain)));
			// Whoever came too early is told to try again, and then hears the one answer there is.
			const settled = await store.outcomes(...chain);
			expect(settled.map(({ status }) => status)).toEqual(['applied', 'applied', 'applied']);
			for (const answer of answers)
				for (const outcome of answer.type === 'outcomes' ? answer.outcomes : [])
					expect(['applied', 'retry']).toContain(outcome.status);
			const [first] = chain;
			expect(first && (await eventsOf(first))).toHaveLength(3);
		}
	});

	it('gets a number of its own, also when many arrive together (§ 3)', async () => {
		const commands = await Promise.all(
			Array.from({ length: 20 }, async () => {
				const store = newStore();
				const command = store.command('ticket.register', registration());
				await store.outcomes(command);
				return command;
			})
		);
		const rows = await Promise.all(commands.map(ticketsOf));
		expect(new Set(rows.flat().map(({ number }) => number)).size).toBe(20);
	});

	it('pitfall 20: was not written down in the future, whatever the clock of the device says', async () => {
		const store = newStore();
		const capturedAt = '2099-01-01T00:00:00.000Z';
		const command = store.command('ticket.register', registration(), { capturedAt });
		await store.outcomes(command);
		const [row] = await ticketsOf(command);
		expect(row?.state.capturedAt).toBe(row?.state.registeredAt);
	});

	it('keeps its words where they hold what a database cannot', async () => {
		const store = newStore();
		const description = 'Zepsuta\0 latarnia \uD83D';
		const command = store.command('ticket.register', registration({ description }), { lane: '\0' });
		const [outcome] = await store.outcomes(command);
		expect(outcome?.status).toBe('applied');
		const [row] = await ticketsOf(command);
		expect(row?.state.description).toBe('Zepsuta latarnia \uFFFD');
		const [unknown] = await store.outcomes(store.command('no\0such', {}));
		expect(unknown).toMatchObject({ status: 'quarantined' });
	});

	it('is not taken where life is in danger (R1.2)', async () => {
		const store = newStore();
		const command = store.command('ticket.register', registration({ lifeThreat: true }));
		const [outcome] = await store.outcomes(command);
		expect(outcome).toMatchObject({ status: 'rejected', refusal: { code: 'lifeThreat' } });
		expect(await ticketsOf(command)).toEqual([]);
	});

	it('is taken from a kiosk that nobody is signed in to (R3.1)', async () => {
		const kiosk = await pairedKiosk(server, town);
		const { actor } = await kiosk.api.account.me.query();
		const id = actor.type === 'device' ? actor.id : '';
		const store = new TestStore(kiosk, `device:${id}`);
		const command = store.command('ticket.register', registration({ channel: 'hall' }));
		const [outcome] = await store.outcomes(command);
		expect(outcome?.status).toBe('applied');
		const [row] = await ticketsOf(command);
		expect(row?.state).toMatchObject({ placeId: town.placeId, desk: 'informationOffice' });
		const [refused] = await store.outcomes(
			store.command('ticket.take', {}, { subject: command.subject })
		);
		expect(refused).toMatchObject({ status: 'rejected', refusal: { code: 'notAllowed' } });
	});
});

describe('a case', () => {
	it('waits for what comes before, and goes on when it has come', async () => {
		const store = newStore();
		const first = store.command('ticket.register', registration());
		const { subject } = first;
		const second = store.command('ticket.take', {}, { subject, prev: first.seq });
		expect(await store.outcomes(second)).toEqual([{ seq: 2, status: 'retry' }]);
		const noted = await server.services.db
			.select()
			.from(syncCommand)
			.where(eq(syncCommand.client, store.client));
		expect(noted).toEqual([]);
		expect((await store.outcomes(first, second)).map(({ status }) => status)).toEqual([
			'applied',
			'applied'
		]);
	});

	it('pitfall 24: does not go on from what was refused, except for what stands alone', async () => {
		const store = newStore();
		const first = store.command('ticket.register', registration());
		const { subject } = first;
		const take = store.command('ticket.take', {}, { subject, prev: 1 });
		const end = { articleId: null, text: '' };
		const tooEarly = store.command('ticket.end', end, { subject, prev: 2 });
		const mark = store.command('ticket.mark', { kind: 'query' }, { subject, prev: 3 });
		const note = store.command('ticket.addNote', { text: 'Zostaje' }, { subject, prev: 4 });
		const chain = [first, take, tooEarly, mark, note];
		const outcomes = await store.outcomes(...chain);
		expect(outcomes.map(({ status }) => status)).toEqual([
			'applied',
			'applied',
			'rejected',
			'skipped',
			'applied'
		]);
		expect(outcomes[2]).toMatchObject({ refusal: { code: 'kindNotMarked', field: 'kind' } });
		expect(outcomes[3]).toMatchObject({ refusal: { code: 'predecessorRefused' } });
		expect((await store.outcomes(...chain)).map(withoutHeads)).toEqual(outcomes.map(withoutHeads));
		const [row] = await ticketsOf(first);
		expect(row?.state).toMatchObject({ status: 'taken', kind: null });
	});

	it('does not hold up another one', async () => {
		const store = newStore();
		const waiting = store.command('ticket.take', {}, { prev: 999 });
		const other = store.command('ticket.register', registration(), { lane: 'other' });
		expect((await store.outcomes(waiting, other)).map(({ status }) => status)).toEqual([
			'retry',
			'applied'
		]);
	});

	it('waits with a photograph until its bytes are there', async () => {
		const store = newStore();
		const first = store.command('ticket.register', registration());
		const { subject } = first;
		const take = store.command('ticket.take', {}, { subject, prev: 1 });
		const photo = { sha256: 'a'.repeat(64), type: 'image/jpeg', bytes: 3, caption: '' };
		const attach = store.command('ticket.attachPhoto', { photo }, { subject, prev: 2 });
		const outcomes = await store.outcomes(first, take, attach);
		expect(outcomes[2]).toEqual({ seq: 3, status: 'retry', missing: 'bytes' });
		expect(await eventsOf(first)).toHaveLength(2);
		const failures = server.services.db.$count(syncFailure, eq(syncFailure.client, store.client));
		expect(await failures).toBe(0);
	});
});

describe('a store', () => {
	it('pitfall 4: is told that it is a copy when its numbers are used already', async () => {
		const store = newStore();
		const command = store.command('ticket.register', registration());
		await store.outcomes(command);
		const other = { ...store.command('ticket.register', registration()), seq: command.seq };
		expect(await store.push(other)).toEqual({ type: 'clientForked' });
		expect(await ticketsOf(other)).toEqual([]);
	});

	it('pitfall 4: goes on under its new name where the old one had got to', async () => {
		const store = newStore();
		const first = store.command('ticket.register', registration());
		const { subject } = first;
		const [answered] = await store.outcomes(first);
		// The answer was lost, and the copy's other commands were refused: it counts from one again.
		store.client = randomUUID();
		const renamed = { ...first, seq: 1 };
		const take = store.command('ticket.take', {}, { subject, seq: 2, prev: 1 });
		const outcomes = await store.outcomes(renamed, take);
		expect(outcomes[0]).toMatchObject({
			status: 'applied',
			number: answered && numberOf(answered)
		});
		expect(outcomes[1]?.status).toBe('applied');
		expect(await store.outcomes(renamed, take)).toEqual(outcomes);
		expect(await eventsOf(first)).toHaveLength(2);
	});

	it('belongs to one owner, and is not looked at for another', async () => {
		const refused = (reason: string) => ({ data: { reason } });
		const clerk = await signedIn(server, 'urzednik');
		const store = newStore();
		await store.outcomes(store.command('ticket.register', registration()));
		const claimed = new TestStore(clerk, owner);
		const command = claimed.command('ticket.register', registration());
		await expect(claimed.push(command)).rejects.toMatchObject(refused('otherOwner'));
		const stolen = new TestStore(clerk, `person:${town.people.urzednik}`);
		stolen.client = store.client;
		await expect(stolen.push(command)).rejects.toMatchObject(refused('otherOwner'));
		expect(await ticketsOf(command)).toEqual([]);
	});

	it('waits for its owner to sign in again, and loses nothing by it', async () => {
		const browser = await signedIn(server, 'konsultant');
		const store = new TestStore(browser, `person:${town.people.konsultant}`);
		const command = store.command('ticket.register', registration());
		await browser.api.account.signOut.mutate();
		await expect(store.push(command)).rejects.toMatchObject({
			data: { reason: 'signInNeeded', httpStatus: 401 }
		});
		const back = await signedIn(server, 'konsultant');
		for (const [name, value] of back.cookies) browser.cookies.set(name, value);
		expect(await store.outcomes(command)).toMatchObject([{ status: 'applied' }]);
	});

	it('is asked to wait for a new version when the protocol is no longer spoken', async () => {
		const request = { protocol: 0, client: randomUUID(), owner, commands: [] };
		await expect(consultant.api.sync.push.mutate(request)).rejects.toMatchObject({
			data: { reason: 'updateNeeded', httpStatus: 412 }
		});
	});

	it('may not send without end', async () => {
		const limited = await startTestServer();
		const there = await settle(limited.services.db);
		const browser = await signedIn(limited, 'urzednik');
		const who = `person:${there.people.urzednik}`;
		for (let round = 0; round < 300; round += 1) await limited.services.limits.spend('push', who);
		await expect(new TestStore(browser, who).push()).rejects.toMatchObject({
			data: { reason: 'tooMany', retryAfterMs: expect.any(Number) as number }
		});
		await limited.stop();
	});
});

const withoutHeads = <T extends object>(outcome: T) => ({ ...outcome, heads: undefined });
const numberOf = (outcome: object) => ('number' in outcome ? outcome.number : null);
