import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { asc, eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { isValidOn } from '#lib/domain/article/validity.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import { CHANNELS, STATUSES } from '#lib/domain/ticket/vocabulary.ts';
import {
	publishArticle,
	publishArticles,
	withdrawArticle
} from '#lib/server/articles/article-writer.ts';
import { hashPassword, verifyPassword } from '#lib/server/auth/password.ts';
import { connect, openDatabase, type Database } from '#lib/server/db/connection.ts';
import {
	article,
	device,
	person,
	syncMember,
	syncScope,
	ticket,
	ticketEvent
} from '#lib/server/db/schema/index.ts';
import { demoCity } from '#lib/server/demo/city.ts';
import {
	DEMONSTRATION_PASSWORD,
	findSignIns,
	isEmpty,
	seedDemonstration
} from '#lib/server/seed/demonstration.ts';
import { scopesOfTicket, type Scope } from '#lib/sync/scope.ts';
import { createTestDatabase } from '../support/database.ts';

const NOW = new Date('2026-11-24T09:30:00Z');
const TODAY = '2026-11-24';
const filesDir = mkdtempSync(`${tmpdir()}/lckm-seed-`);
let db: Database;
let end: () => Promise<void>;

beforeAll(async () => {
	const { url, drop } = await createTestDatabase();
	const client = connect(url);
	db = openDatabase(client);
	end = async () => {
		await client.end();
		await drop();
		rmSync(filesDir, { recursive: true, force: true });
	};
});
afterAll(() => end());

const bodiesOf = async (scope: Scope): Promise<readonly string[]> => {
	const rows = await db
		.select({ body: syncMember.body })
		.from(syncMember)
		.innerJoin(syncScope, eq(syncScope.id, syncMember.scope))
		.where(eq(syncScope.key, scope));
	return rows.flatMap(({ body }) => (body === null ? [] : [body]));
};
const headOf = async (key: Scope) => {
	const [head] = await db.select().from(syncScope).where(eq(syncScope.key, key));
	return head;
};
const everything = async (): Promise<unknown> => ({
	scopes: await db.select().from(syncScope).orderBy(asc(syncScope.id)),
	people: await db.select().from(person).orderBy(asc(person.id)),
	tickets: await db.select().from(ticket).orderBy(asc(ticket.id)),
	devices: await db.select().from(device)
});

describe('seeding the demonstration city', () => {
	beforeAll(async () => {
		expect(await isEmpty(db)).toBe(true);
		expect(await findSignIns(db)).toEqual([]);
		const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD);
		const startMs = performance.now();
		await seedDemonstration(db, { now: NOW, passwordHash, filesDir });
		const elapsedMs = performance.now() - startMs;
		console.log(`» demonstration city written in ${Math.round(elapsedMs)} ms`);
		expect(elapsedMs).toBeLessThan(15_000);
	});

	it('fills an empty database, once', async () => {
		expect(await isEmpty(db)).toBe(false);
		const before = await everything();
		const passwordHash = await hashPassword('another');
		const now = new Date(NOW.getTime() + 86_400_000);
		await seedDemonstration(db, { now, passwordHash, filesDir });
		expect(await everything()).toEqual(before);
	});

	it('fills it once also when two start at the same moment', async () => {
		const { url, drop } = await createTestDatabase();
		const client = connect(url);
		const other = openDatabase(client);
		const passwordHash = await hashPassword(DEMONSTRATION_PASSWORD);
		const seeding = { now: NOW, passwordHash, filesDir };
		await Promise.all([seedDemonstration(other, seeding), seedDemonstration(other, seeding)]);
		expect(await other.$count(ticket)).toBe(await db.$count(ticket));
		await client.end();
		await drop();
	});

	it('signs in whoever is shown, for every role (R15.1)', async () => {
		const signIns = await findSignIns(db);
		expect(signIns.map(({ role }) => role)).toEqual(
			expect.arrayContaining(['consultant', 'clerk', 'fieldWorker', 'plenipotentiary'])
		);
		for (const { login } of signIns) {
			const [row] = await db.select().from(person).where(eq(person.login, login));
			expect(await verifyPassword(row?.passwordHash ?? null, DEMONSTRATION_PASSWORD)).toBe(true);
		}
	});

	it('does not show a person whose password was changed', async () => {
		const [first] = await findSignIns(db);
		const passwordHash = await hashPassword('no longer known');
		const login = first?.login ?? '';
		const [before] = await db.select().from(person).where(eq(person.login, login));
		await db.update(person).set({ passwordHash }).where(eq(person.login, login));
		const logins = (await findSignIns(db)).map((one) => one.login);
		await db
			.update(person)
			.set({ passwordHash: before?.passwordHash })
			.where(eq(person.login, login));
		expect(logins).not.toContain(login);
	});
});

describe('what residents and staff receive of it', () => {
	it('tells residents no internal procedure and no staff field (RA2.2)', async () => {
		const bodies = await bodiesOf('kb:public');
		const open = demoCity.articles.filter(({ fields }) => !fields.internal);
		expect(bodies).toHaveLength(open.length);
		expect(new Set(bodies)).toEqual(
			new Set(open.map((one) => JSON.stringify(projectArticle(one, 'portal'))))
		);
		for (const { fields } of demoCity.articles)
			if (fields.consultantNotes !== null)
				expect(bodies.join('')).not.toContain(JSON.stringify(fields.consultantNotes).slice(1, -1));
	});

	it('tells staff every procedure, internal ones too (RA2.2)', async () => {
		expect(await bodiesOf('kb:staff')).toHaveLength(demoCity.articles.length);
	});

	it('tells colleagues names and places of work, and nothing private', async () => {
		const people = await bodiesOf('ref:staff');
		expect(people).toHaveLength(demoCity.staff.length);
		for (const body of people)
			expect(Object.keys(JSON.parse(body) as object)).toEqual([
				'id',
				'name',
				'desk',
				'unitId',
				'cellId',
				'takesTickets',
				'carriesOut'
			]);
	});

	it('tells everybody units, categories and places', async () => {
		const { units, categories, places } = demoCity;
		expect(await bodiesOf('ref:public')).toHaveLength(
			units.length + categories.length + places.length
		);
	});

	it('counts and sums in every scope what is in it', async () => {
		const rows = await db.execute<{ key: string }>(sql`
			select s.key from sync_scope s
			left join (select scope, count(body) as n, sum(hash) filter (where body is not null) as h
				from sync_member group by scope) m on m.scope = s.id
			where s.count <> coalesce(m.n, 0) or s.sum <> coalesce(m.h, 0) % 281474976710656`);
		expect(rows.map(({ key }) => key)).toEqual([]);
	});
});

describe('its tickets', () => {
	it('are about a hundred and twenty, of all channels and in all states (R3.1)', async () => {
		const rows = await db.select({ state: ticket.state }).from(ticket);
		const states = rows.map(({ state }) => state);
		expect(states).toHaveLength(120);
		expect(new Set(states.map(({ channel }) => channel))).toEqual(new Set(CHANNELS));
		expect(new Set(states.map(({ status }) => status))).toEqual(new Set(STATUSES));
		expect(new Set(states.map(({ kind }) => kind))).toEqual(
			new Set(['intervention', 'query', null])
		);
		const units = states.map((one) => ('competent' in one ? one.competent?.unitId : undefined));
		expect(new Set(units).size).toBeGreaterThan(5);
		expect(
			states.filter((one) => one.status === 'ended' && one.ending === 'handedTo112')
		).not.toEqual([]);
	});

	it('are what their histories say, in weeks that are over', async () => {
		const rows = await db.select().from(ticket);
		const events = await db
			.select()
			.from(ticketEvent)
			.orderBy(asc(ticketEvent.ticketId), asc(ticketEvent.position));
		for (const { id, state } of rows) {
			const own = events.filter(({ ticketId }) => ticketId === id);
			expect(
				evolveAll(
					null,
					own.map(({ event }) => event)
				)
			).toEqual(state);
			const times = own.map(({ at }) => at.getTime());
			expect(times).toEqual(times.toSorted((one, other) => one - other));
			expect(times.at(-1)).toBeLessThanOrEqual(NOW.getTime());
			expect(times[0]).toBeGreaterThan(NOW.getTime() - 31 * 86_400_000);
		}
	});

	it('are numbered in the order of their registration', async () => {
		const rows = await db
			.select()
			.from(ticket)
			.orderBy(asc(ticket.registeredAt), asc(ticket.number));
		const numbers = rows.map(({ number }) => number);
		expect(numbers).toEqual(numbers.toSorted());
		expect(numbers[0]).toMatch(/^ŁCK\/2026\/\d{6}$/u);
	});

	it('lie in the scopes of those who see to them', async () => {
		const rows = await db.select({ id: ticket.id, state: ticket.state }).from(ticket);
		const held = await db
			.select({ scope: syncScope.key, id: syncMember.id })
			.from(syncMember)
			.innerJoin(syncScope, eq(syncScope.id, syncMember.scope))
			.where(eq(syncMember.kind, 'ticket'));
		for (const { id, state } of rows)
			expect(new Set(held.filter((one) => one.id === id).map(({ scope }) => scope))).toEqual(
				new Set(scopesOfTicket(state).map(({ scope }) => scope))
			);
	});
});

describe('publishing articles', () => {
	const [first] = demoCity.articles.filter(({ fields }) => !fields.internal);
	if (!first) throw new Error('The demonstration city has public procedures');
	const copy = (ka: string, fields: Partial<typeof first.fields>): typeof first => ({
		...first,
		id: crypto.randomUUID(),
		ka,
		fields: { ...first.fields, ...fields }
	});
	const WITHDRAWAL = { on: TODAY, by: 'Redakcja', reason: 'Zastąpiona', successor: 'LCK-NEW' };
	const publicIds = async () =>
		(await bodiesOf('kb:public')).map((body) => (JSON.parse(body) as { id: string }).id);

	it('sends one that begins later ahead, with its dates (RA2.3)', async () => {
		const later = copy('LCK-LATER', { validFrom: '2027-01-01' });
		await db.transaction((tx) => publishArticle(tx, later, { today: TODAY }));
		const bodies = await bodiesOf('kb:public');
		const sent = bodies
			.map((body) => JSON.parse(body) as typeof later)
			.find(({ id }) => id === later.id);
		expect(sent && isValidOn(sent, TODAY)).toBe(false);
		expect(sent && isValidOn(sent, '2027-01-01')).toBe(true);
	});

	it('takes one that has ended from the devices, and keeps it', async () => {
		const ending = copy('LCK-ENDING', {});
		await db.transaction((tx) => publishArticle(tx, ending, { today: TODAY }));
		expect(await publicIds()).toContain(ending.id);
		const ended = { ...ending, fields: { ...ending.fields, validTo: '2026-11-23' } };
		await db.transaction((tx) => publishArticle(tx, ended, { today: TODAY }));
		expect(await publicIds()).not.toContain(ending.id);
		expect(await db.$count(article, eq(article.id, ending.id))).toBe(1);
	});

	it('takes one that became internal from the public alone (RA2.2)', async () => {
		const hidden = copy('LCK-HIDDEN', {});
		await db.transaction((tx) => publishArticle(tx, hidden, { today: TODAY }));
		const internal = { ...hidden, fields: { ...hidden.fields, internal: true } };
		await db.transaction((tx) => publishArticle(tx, internal, { today: TODAY }));
		expect(await publicIds()).not.toContain(hidden.id);
		expect((await bodiesOf('kb:staff')).join('')).toContain(hidden.id);
	});

	it('withdraws one everywhere, and remembers why', async () => {
		const withdrawn = copy('LCK-WITHDRAWN', {});
		await db.transaction((tx) => publishArticle(tx, withdrawn, { today: TODAY }));
		await db.transaction((tx) => withdrawArticle(tx, withdrawn.id, WITHDRAWAL));
		expect(await publicIds()).not.toContain(withdrawn.id);
		expect((await bodiesOf('kb:staff')).join('')).not.toContain(withdrawn.id);
		const [row] = await db.select().from(article).where(eq(article.id, withdrawn.id));
		expect(row?.withdrawal).toEqual(WITHDRAWAL);
	});

	it('wakes nobody when nothing has changed', async () => {
		const before = await headOf('kb:public');
		await db.transaction((tx) => publishArticles(tx, demoCity.articles, { today: TODAY }));
		expect(await headOf('kb:public')).toEqual(before);
	});
});
