import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { syncClient, syncFailure, ticket } from '#lib/server/db/schema/index.ts';
import { push } from '#lib/server/sync/push.ts';
import { PROTOCOL_VERSION, type Command } from '#lib/sync/protocol.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
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

	it('pitfall 6: puts a command aside whole when it lasts, and what comes after goes on', async () => {
		const store = newStore();
		const poison = store.command('ticket.register', registration({ location: 'ul. Tajna 7' }));
		const { subject } = poison;
		const after = store.command('ticket.take', {}, { subject, prev: 1 });
		const other = store.command('ticket.register', registration());
		const faults: string[] = [];
		const offer = async () => {
			let broken = true;
			const now = () => {
				if (!broken) return new Date();
				broken = false;
				throw new Error('Broken on purpose');
			};
			const report = (_fault: unknown, about: string) => faults.push(about);
			const services = { ...server.services, now, report };
			const answer = await push(services, actor(), request(store.client, poison, after, other));
			return answer.type === 'outcomes' ? answer.outcomes.map(({ status }) => status) : [];
		};
		for (let round = 0; round < 5; round += 1)
			expect(await offer()).toEqual(['retry', 'retry', 'applied']);
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

	it('leaves no words of a resident in what is written down about it', async () => {
		const store = newStore();
		await server.services.db.insert(syncClient).values({ id: store.client, owner });
		const taken = registration({ description: 'Nazywam się Jan Kowalski' });
		const first = store.command('ticket.register', taken);
		await store.outcomes(first);
		// Another ticket under the same official number: the database refuses with the values in hand.
		await server.services.db.execute(sql`select setval('ticket_number', 1)`);
		const again = registration({ description: 'Nazywam się Jan Kowalski' });
		await store.outcomes(store.command('ticket.register', again));
		const failures = await failuresOf(store.client);
		expect(failures).toHaveLength(1);
		expect(JSON.stringify(failures)).not.toContain('Kowalski');
		expect(failures[0]?.error).toContain('23505');
		await server.services.db.execute(sql`select setval('ticket_number', 100000)`);
	});
});
