import { randomUUID } from 'node:crypto';
import { eq, inArray, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { assert } from '#lib/base/assert.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { syncClient, syncFailure, ticket, ticketEvent } from '#lib/server/db/schema/index.ts';
import { push } from '#lib/server/sync/push.ts';
import { PROTOCOL_VERSION, type Command } from '#lib/sync/protocol.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { note, replicaOf, unitRow } from './replica.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let consultant: Browser;
let owner: string;

beforeAll(async () => {
	server = await startTestServer(() => ({ report: () => undefined }));
	town = await settle(server.services.db);
	consultant = await signedIn(server, 'konsultantka');
	owner = `person:${town.people.konsultantka}`;
});
afterAll(() => server.stop());

const newStore = () => new TestStore(consultant, owner);

/** From now on the database breaks whenever this ticket is written. */
async function breakRegistrationOf(subject: string): Promise<void> {
	const { db } = server.services;
	await db.execute(sql`
		create or replace function break_on_purpose() returns trigger language plpgsql as
			$$ begin raise exception 'Broken on purpose'; end $$`);
	await db.execute(
		sql.raw(`create trigger "break ${subject}" before insert on ticket for each row
			when (new.id = '${subject}') execute function break_on_purpose()`)
	);
}

const ticketsOf = ({ subject }: Command) =>
	server.services.db.select().from(ticket).where(eq(ticket.id, subject));

describe('a fault of the server', () => {
	const actor = (): StaffActor => ({
		type: 'staff',
		id: town.people.konsultantka,
		name: 'Pracownik konsultantka',
		roles: ['consultant'],
		desk: 'callCenter',
		unitId: null,
		cellId: null,
		placeId: null
	});
	const request = (client: string, ...commands: Command[]) => ({
		protocol: PROTOCOL_VERSION,
		client,
		owner,
		commands
	});
	const failuresOf = (client: string) =>
		server.services.db.select().from(syncFailure).where(eq(syncFailure.client, client));

	it('pitfall 6: puts a command aside whole when it lasts, and holds up nothing else', async () => {
		const store = newStore();
		const poison = store.command('ticket.register', registration({ location: 'ul. Tajna 7' }));
		const { subject } = poison;
		const after = store.command('ticket.take', {}, { subject, prev: 1 });
		const other = store.command('ticket.register', registration());
		const faults: string[] = [];
		const services = {
			...server.services,
			report: (_fault: unknown, about: string) => faults.push(about)
		};
		const offer = async () => {
			const answer = await push(services, actor(), request(store.client, poison, after, other));
			return answer.type === 'outcomes' ? answer.outcomes.map(({ status }) => status) : [];
		};
		await breakRegistrationOf(subject);
		const replica = await replicaOf(server, town, 'konsultantka');
		for (let round = 0; round < 5; round += 1) {
			const news = unitRow(`round ${String(round)}`);
			await note(server, [news]);
			expect(await offer()).toEqual(['retry', 'retry', 'applied']);
			// Another case goes up and everything comes down in the same cycle.
			await replica.pull();
			expect(replica.idsOf('ref:public')).toContain(news.id);
			expect(replica.idsOf('queue:callCenter')).toContain(other.subject);
		}
		// Five times within a second are the bad minute after an update; it goes on for ten.
		await server.services.db
			.update(syncFailure)
			.set({ firstAt: sql`now() - interval '10 minutes'` })
			.where(eq(syncFailure.client, store.client));
		expect(await offer()).toEqual(['quarantined', 'skipped', 'applied']);
		expect(await store.outcomes(poison, after)).toEqual([
			{ seq: 1, status: 'quarantined' },
			{ seq: 2, status: 'skipped', refusal: { code: 'predecessorRefused' } }
		]);
		expect(faults).toHaveLength(6);
		expect(await failuresOf(store.client)).toMatchObject([
			{ seq: 1, attempts: 6, quarantined: true, command: { id: poison.id, args: poison.args } }
		]);
		expect(await ticketsOf(poison)).toEqual([]);
	});

	it('pitfall 6: is found among many, and nothing of the others is counted or lost', async () => {
		const store = newStore();
		const many = Array.from({ length: 40 }, () =>
			store.command('ticket.register', registration(), { lane: randomUUID() })
		);
		const [poison] = many.slice(27);
		assert(poison, 'one of them is the poison');
		await breakRegistrationOf(poison.subject);
		const outcomes = await store.outcomes(...many);
		const notApplied = outcomes.filter(({ status }) => status !== 'applied');
		expect(notApplied).toEqual([{ seq: poison.seq, status: 'retry' }]);
		const failures = await failuresOf(store.client);
		expect(failures.map(({ seq, attempts }) => [seq, attempts])).toEqual([[poison.seq, 1]]);
		expect(await store.outcomes(...many)).toHaveLength(40);
		const ids = many.map(({ subject }) => subject);
		const events = await server.services.db
			.select()
			.from(ticketEvent)
			.where(inArray(ticketEvent.ticketId, ids));
		expect(events).toHaveLength(39);
	});

	it('is not counted when the connection to the database is lost in the middle', async () => {
		const store = newStore();
		const first = store.command('ticket.register', registration());
		const { subject } = first;
		await store.outcomes(first);
		const take = store.command('ticket.take', {}, { subject, prev: 1 });
		const { db } = server.services;
		await db.transaction(async (holder) => {
			await holder.execute(sql`select from ticket where id = ${subject} for update`);
			const pushing = push(server.services, actor(), request(store.client, take));
			const killed = async () => {
				const rows = await db.execute(sql`
					select pg_terminate_backend(pid) from pg_stat_activity
					where wait_event_type = 'Lock' and datname = current_database()`);
				return rows.length;
			};
			await expect.poll(killed).toBe(1);
			expect(await pushing).toMatchObject({ outcomes: [{ seq: 2, status: 'retry' }] });
		});
		expect(await failuresOf(store.client)).toEqual([]);
		expect(await store.outcomes(take)).toMatchObject([{ status: 'applied' }]);
	});

	it('is not looked for where another push of the same store does not come to its end', async () => {
		const store = newStore();
		await store.outcomes(store.command('ticket.register', registration()));
		const many = Array.from({ length: 40 }, () => store.command('ticket.register', registration()));
		const { db } = server.services;
		await db.transaction(async (holder) => {
			await holder.execute(sql`select from sync_client where id = ${store.client} for update`);
			const startMs = performance.now();
			const outcomes = await store.outcomes(...many);
			expect(outcomes.every(({ status }) => status === 'retry')).toBe(true);
			// Once as long as anybody waits for a lock, and not once a half.
			expect(performance.now() - startMs).toBeLessThan(15_000);
		});
		expect((await store.outcomes(...many)).every(({ status }) => status === 'applied')).toBe(true);
		expect(await failuresOf(store.client)).toEqual([]);
	}, 30_000);

	it('leaves no words of a resident in what is written down about it', async () => {
		const store = newStore();
		await server.services.db.insert(syncClient).values({ id: store.client, owner });
		const taken = registration({ description: 'Nazywam się Jan Kowalski' });
		const first = store.command('ticket.register', taken);
		const [answered] = await store.outcomes(first);
		assert(answered?.status === 'applied' && answered.number, 'it is registered');
		// Another ticket under the same official number: the database refuses with the values in hand.
		const last = Number(answered.number.slice(-6)) - 1;
		await server.services.db.execute(sql`select setval('ticket_number', ${last}::bigint)`);
		const again = registration({ description: 'Nazywam się Jan Kowalski' });
		await store.outcomes(store.command('ticket.register', again));
		const failures = await failuresOf(store.client);
		expect(failures).toHaveLength(1);
		expect(JSON.stringify(failures)).not.toContain('Kowalski');
		expect(failures[0]?.error).toContain('23505');
		await server.services.db.execute(sql`select setval('ticket_number', 100000)`);
	});
});

describe('a command', () => {
	it.each([
		['of another form', 'ticket.register', 0],
		['that nobody here knows', 'ticket.faxed', 1]
	])(
		'%s is put aside whole, and what follows goes on (pitfall 25)',
		async (_what, name, version) => {
			const { db } = server.services;
			const store = newStore();
			const words = { text: 'Zapisane siedem miesięcy temu' };
			const old = store.command(name, words, { version });
			const follows = store.command(
				'ticket.take',
				{},
				{
					subject: old.subject,
					prev: old.seq
				}
			);
			const other = store.command('ticket.register', registration());
			expect(await store.outcomes(old, follows, other)).toMatchObject([
				{ status: 'quarantined' },
				{ status: 'skipped' },
				{ status: 'applied' }
			]);
			const kept = await db.select().from(syncFailure).where(eq(syncFailure.client, store.client));
			expect(kept).toMatchObject([{ seq: old.seq, quarantined: true, command: { args: words } }]);
			expect(await store.outcomes(old)).toMatchObject([{ status: 'quarantined' }]);
		}
	);
});
