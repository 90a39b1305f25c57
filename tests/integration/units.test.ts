/** § 14, R15.1: units that join by agreement, and those that are called otherwise or become one. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { FORM } from '#lib/domain/ticket/forms.ts';
import type { Article } from '#lib/domain/article/article.ts';
import { publishAhead, withdrawArticle } from '#lib/server/articles/article-writer.ts';
import {
	article as articleTable,
	articleProposal,
	category,
	person,
	timeLimit,
	unit,
	unitJoining
} from '#lib/server/db/schema/index.ts';
import { loadReference } from '#lib/server/tickets/reference.ts';
import { bodiesIn } from './bodies.ts';
import { acceptance, changed, EditorialOffice, TODAY } from './editorial-office.ts';
import type { Browser } from './harness.ts';
import { reasonOf } from './procedures.ts';
import { signedIn, takenTicket, TestStore } from './town.ts';

let office: EditorialOffice;
let chief: Browser;
beforeAll(async () => {
	office = await EditorialOffice.open();
	chief = await signedIn(office.server, 'pelnomocnik');
});
afterAll(() => office.server.stop());

const unitOnDevices = async (id: string) => {
	const rows = (await bodiesIn(office.db, 'ref:public')).map(
		(body) => JSON.parse(body) as { id: string }
	);
	return rows.find((row) => row.id === id);
};
const joiningOf = async (unitId: string) =>
	(await chief.api.unit.desk.query()).joinings.find((one) => one.unitId === unitId);

describe('R14.1 a unit joins', () => {
	beforeEach(async () => {
		await office.db.delete(unitJoining);
		await office.db.update(unit).set({ active: false }).where(eq(unit.id, office.town.unitA));
	});

	test('on the request of its head, when the Pełnomocnik agrees', async () => {
		const { head, town } = office;
		const unitId = town.unitA;
		expect(await head.api.unit.own.query()).toMatchObject({ unit: { id: unitId }, joining: null });
		await head.api.unit.ask.mutate({ unitId, note: 'Mamy dużo pytań mieszkańców.' });
		expect(await reasonOf(head, 'unit.ask', { unitId, note: '' })).toBe('changedMeanwhile');
		const asked = await joiningOf(unitId);
		expect(asked).toMatchObject({
			...{ askedSide: 'unit', note: 'Mamy dużo pytań mieszkańców.', answer: null }
		});
		const id = asked?.id ?? '';
		// Nobody agrees with themselves.
		const agreed = { id, answer: 'agreed', reason: '' } as const;
		expect(await reasonOf(head, 'unit.answer', agreed)).toBe('changedMeanwhile');
		expect(await unitOnDevices(unitId)).not.toMatchObject({ active: true });
		await chief.api.unit.answer.mutate(agreed);
		expect(await unitOnDevices(unitId)).toMatchObject({ active: true });
		expect(await reasonOf(chief, 'unit.answer', agreed)).toBe('changedMeanwhile');
		expect(await head.api.unit.own.query()).toBeNull();
		expect((await chief.api.unit.desk.query()).changes[0]).toMatchObject({
			...{ what: 'joined', after: 'A', by: 'Pracownik pelnomocnik' }
		});
	});

	test('on the initiative of the Pełnomocnik, when its head agrees; declined, it may be asked again', async () => {
		const { head, town } = office;
		const unitId = town.unitA;
		await chief.api.unit.ask.mutate({ unitId, note: '' });
		const first = (await joiningOf(unitId))?.id ?? '';
		const declined = { id: first, answer: 'declined', reason: '' } as const;
		expect(await reasonOf(head, 'unit.answer', declined)).toBe('invalid');
		await head.api.unit.answer.mutate({ ...declined, reason: 'Dopiero od lipca' });
		expect(await joiningOf(unitId)).toMatchObject({
			answer: 'declined',
			reason: 'Dopiero od lipca'
		});
		await chief.api.unit.ask.mutate({ unitId, note: '' });
		const second = (await joiningOf(unitId))?.id ?? '';
		await head.api.unit.answer.mutate({ id: second, answer: 'agreed', reason: '' });
		expect(await unitOnDevices(unitId)).toMatchObject({ active: true });
	});

	test('spoken for by nobody else', async () => {
		const { server, town } = office;
		const wanted = { unitId: town.unitA, note: '' };
		expect(await reasonOf(office.head, 'unit.ask', { ...wanted, unitId: town.unitB })).toBe(
			'notFound'
		);
		for (const login of ['biurowa', 'administrator', 'redaktorka'] as const)
			expect(await reasonOf(await signedIn(server, login), 'unit.ask', wanted)).toBe('notAllowed');
	});
});

describe('R14.1 a cell or a unit is called otherwise', () => {
	beforeAll(async () => {
		await office.db.update(unit).set({ active: true }).where(eq(unit.id, office.town.unitA));
	});
	const inCell = () => ({ cell: { id: office.town.cellA, name: 'A-1' } });
	const rename = (name: string) =>
		chief.api.unit.rename.mutate({ id: office.town.cellA, name, shortName: name });

	test('each of its articles says so, with its history, and no other', async () => {
		const made = await office.published(inCell());
		const other = await office.published();
		await office.db
			.update(articleTable)
			.set({ reviewedOn: '2089-01-01' })
			.where(eq(articleTable.id, made.id));
		const { articles } = await rename('Wydział Nowy');
		expect(articles).toBeGreaterThan(0);
		const [held] = await office.held(made.ka);
		expect(held?.fields.cell).toEqual({ id: office.town.cellA, name: 'Wydział Nowy' });
		const versions = await office.versionsOf(made.ka);
		expect(
			versions.map(({ no, publishedBy, view }) => [no, publishedBy, view?.fields.cell?.name])
		).toEqual([
			[2, 'Pracownik pelnomocnik', 'Wydział Nowy'],
			[1, null, 'A-1']
		]);
		expect(await office.versionsOf(other.ka)).toHaveLength(1);
		// Nobody has looked whether the rest is still right.
		const [row] = await office.db.select().from(articleTable).where(eq(articleTable.id, made.id));
		expect(row?.reviewedOn).toBe('2089-01-01');
		expect(await unitOnDevices(office.town.cellA)).toMatchObject({ name: 'Wydział Nowy' });
		// Called the same again, nothing is written.
		expect(await rename('Wydział Nowy')).toEqual({ articles: 0 });
	});

	test('also what begins on a day to come, and what is under way; not what was withdrawn', async () => {
		const cell = { id: office.town.cellA, name: 'Wydział Nowy' };
		const made = await office.published({ cell });
		const ahead: Article = {
			...made,
			fields: { ...made.fields, title: 'Od maja', validFrom: '2090-05-01' }
		};
		await office.db.transaction((tx) => publishAhead(tx, ahead, { today: TODAY }));
		const proposal = await office.submitted(made, { appeal: 'Do SKO' });
		const gone = await office.published({ cell });
		const why = { on: TODAY, by: 'R', reason: 'Zastąpiona', successor: null };
		await office.db.transaction((tx) => withdrawArticle(tx, gone.id, why));
		await rename('Wydział Inny');
		const versions = await office.versionsOf(made.ka);
		expect(
			versions.map(({ no, beginsOn, view }) => [
				no,
				beginsOn,
				view?.fields.title,
				view?.fields.cell?.name
			])
		).toEqual([
			[3, '2090-05-01', 'Od maja', 'Wydział Inny'],
			[2, '2026-01-01', made.fields.title, 'Wydział Inny'],
			[1, '2026-01-01', made.fields.title, 'Wydział Nowy']
		]);
		const [under] = await office.db
			.select()
			.from(articleProposal)
			.where(eq(articleProposal.id, proposal));
		expect(under?.content.fields.cell?.name).toBe('Wydział Inny');
		expect(await office.versionsOf(gone.ka)).toHaveLength(1);
		const [withdrawn] = await office.db
			.select()
			.from(articleTable)
			.where(eq(articleTable.id, gone.id));
		expect(withdrawn?.withdrawal).not.toBeNull();
		// What was proposed is published upon it, and says nothing else.
		await office.editor.api.article.accept.mutate(
			acceptance(proposal, { newestNo: 3, validFrom: '2090-05-01' })
		);
		const [newest] = await office.versionsOf(made.ka);
		expect(newest?.view?.fields).toMatchObject({
			title: 'Od maja',
			appeal: 'Do SKO',
			cell: { name: 'Wydział Inny' }
		});
	});

	test('a new article under way is submitted and published under its new name', async () => {
		const sample = await office.published(inCell());
		const id = randomUUID();
		await office.head.api.article.submit.mutate({
			...{ id, articleId: null, baseNo: null, remark: null, seen: null },
			content: changed(sample, { title: 'Całkiem nowy' })
		});
		await rename('Wydział Ostatni');
		const { content } = await office.editor.api.article.proposal.query({ id });
		expect(content.fields.cell?.name).toBe('Wydział Ostatni');
	});
});

describe('R14.1 a unit becomes part of another one', () => {
	const merge = () =>
		chief.api.unit.merge.mutate({ from: office.town.unitB, into: office.town.unitA });

	test('not while open tickets lie there; then with its people, categories and articles', async () => {
		const { db, server, town } = office;
		const { unitA, unitB } = town;
		const made = await office.published({ unit: { id: unitB, name: 'B' } });
		await db.update(category).set({ unitId: unitB }).where(eq(category.id, town.categoryId));
		await db
			.insert(timeLimit)
			.values({ id: randomUUID(), unitId: unitB, takeOnHours: 1, reportHours: 2 });
		const consultant = await signedIn(server, 'konsultantka');
		const store = new TestStore(consultant, `person:${town.people.konsultantka}`);
		const subject = await takenTicket(store);
		const act = (name: string, args: object) =>
			store.command(name, args, { subject, version: FORM });
		const outcome = await store.outcomes(
			act('ticket.forward', { unitId: unitB, cellId: null, text: 'Proszę' })
		);
		expect(outcome).toMatchObject([{ status: 'applied' }]);
		expect(await merge()).toEqual({ ok: false, refusal: 'openTickets' });
		expect(await unitOnDevices(unitB)).not.toMatchObject({ active: false });
		const unitStore = new TestStore(
			await signedIn(server, 'biurowa'),
			`person:${town.people.biurowa}`
		);
		const back = unitStore.command(
			'ticket.return',
			{ text: 'Nie nasze' },
			{ subject, version: FORM }
		);
		expect(await unitStore.outcomes(back)).toMatchObject([{ status: 'applied' }]);

		const done = await merge();
		expect(done).toMatchObject({ ok: true });
		expect(await unitOnDevices(unitB)).toMatchObject({ active: false });
		const [held] = await office.held(made.ka);
		expect(held?.fields).toMatchObject({ unit: { id: unitA, name: 'A' }, cell: null });
		expect((await office.versionsOf(made.ka)).map(({ no }) => no)).toEqual([2, 1]);
		const [moved] = await db.select().from(person).where(eq(person.id, town.people.biurowa));
		expect(moved).toMatchObject({ unitId: unitA, cellId: null });
		const [kind] = await db.select().from(category).where(eq(category.id, town.categoryId));
		expect(kind?.unitId).toBe(unitA);
		expect(await db.select().from(timeLimit).where(eq(timeLimit.unitId, unitB))).toEqual([]);
		expect((await chief.api.unit.desk.query()).changes[0]).toMatchObject({
			...{ what: 'merged', before: 'B', after: 'A' }
		});
		// Nothing is forwarded there any more.
		const another = await takenTicket(store);
		const refused = store.command(
			'ticket.forward',
			{ unitId: unitB, cellId: null, text: 'x' },
			{ subject: another, version: FORM }
		);
		expect(await store.outcomes(refused)).toMatchObject([{ status: 'rejected' }]);
	});

	test('no act that names it is decided beside it', async () => {
		const { db, town } = office;
		const { promise: decided, resolve: decide } = Promise.withResolvers<undefined>();
		const { promise: begun, resolve: begin } = Promise.withResolvers<undefined>();
		const deciding = db.transaction(async (tx) => {
			await loadReference(tx, [{ unitId: town.unitA }]);
			begin(undefined);
			await decided;
		});
		await begun;
		let isDone = false;
		const renaming = chief.api.unit.rename
			.mutate({ id: town.unitA, name: 'A po zmianie', shortName: 'A' })
			.then(() => (isDone = true));
		await new Promise((resolve) => setTimeout(resolve, 300));
		expect(isDone).toBe(false);
		decide(undefined);
		await Promise.all([deciding, renaming]);
		expect(await unitOnDevices(town.unitA)).toMatchObject({ name: 'A po zmianie' });
	});
});

test('what is added: a cell is there at once, a unit has to join; a code is one unit’s', async () => {
	const wanted = (code: string, parentId: string | null) => ({
		...{ id: randomUUID(), code, name: `Jednostka ${code}`, shortName: code, parentId }
	});
	const cell = wanted('NOWA-1', office.town.unitA);
	await chief.api.unit.add.mutate(cell);
	expect(await unitOnDevices(cell.id)).toMatchObject({ active: true, kind: 'cell' });
	const fresh = wanted('NOWA', null);
	await chief.api.unit.add.mutate(fresh);
	expect(await unitOnDevices(fresh.id)).toMatchObject({ active: false, kind: 'unit' });
	expect(await reasonOf(chief, 'unit.add', wanted('NOWA', null))).toBe('unknownReference');
	expect(await reasonOf(chief, 'unit.add', wanted('NOWA-2', randomUUID()))).toBe(
		'unknownReference'
	);
});
