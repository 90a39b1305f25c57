// § 12: what heads submit, what WZKM makes of it, and what of that reaches devices and the history.
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { currentOn } from '#lib/domain/article/validity.ts';
import { beginVersions, publishArticle } from '#lib/server/articles/article-writer.ts';
import { article, articleVersion } from '#lib/server/db/schema/index.ts';
import { contentOf, sampleArticle } from '../support/article.ts';
import { acceptance, changed, EditorialOffice, NOW, TODAY } from './editorial-office.ts';
import type { Browser } from './harness.ts';
import { signedIn } from './town.ts';

let office: EditorialOffice;
let head: Browser;
let editor: Browser;
beforeAll(async () => {
	office = await EditorialOffice.open();
	({ head, editor } = office);
});
afterAll(() => office.server.stop());

const reason = (why: string): unknown => expect.objectContaining({ message: why });

describe('R12.1 a head submits an amendment', () => {
	test('R12.4 accepted, it is published at once, and the version before stays', async () => {
		const made = await office.published();
		const id = await office.submitted(made, { handling: 'Zadzwoń i podaj ulicę.' });
		const seen = await editor.api.article.proposal.query({ id });
		expect(seen).toMatchObject({ state: 'submitted', clashes: [], newest: { no: 1 } });
		const done = await editor.api.article.accept.mutate(acceptance(id));
		expect(done).toEqual({ ka: made.ka, begins: TODAY, isAhead: false });
		const held = await office.held(made.ka);
		expect(held.map(({ fields }) => fields.handling)).toEqual(['Zadzwoń i podaj ulicę.']);
		expect(held[0]?.id).toBe(made.id); // tickets name it
		const [second, first] = await office.versionsOf(made.ka);
		expect(second).toMatchObject({
			...{ no: 2, enteredBy: 'Pracownik kierownikA', publishedBy: 'Pracownik redaktorka' },
			...{ beginsOn: TODAY, publishedAt: NOW.toISOString() }
		});
		expect(first).toMatchObject({ no: 1, enteredBy: null, publishedBy: null });
		expect(first?.view?.fields.handling).toBe(made.fields.handling);
		await expect(editor.api.article.accept.mutate(acceptance(id))).rejects.toEqual(
			reason('changedMeanwhile')
		);
	});

	test('sent twice it is submitted once', async () => {
		const made = await office.published();
		const sending = {
			...{ id: randomUUID(), articleId: made.id, baseNo: 1, remark: 'Nowy adres', seen: null },
			content: changed(made, { title: 'Ubytki w jezdni' })
		};
		await head.api.article.submit.mutate(sending);
		await head.api.article.submit.mutate(sending);
		const { open } = await head.api.article.desk.query();
		expect(open.filter(({ id }) => id === sending.id)).toHaveLength(1);
		const { remarks, revision } = await head.api.article.proposal.query({ id: sending.id });
		expect(revision).toBe(1);
		expect(remarks).toEqual([
			{ by: 'Pracownik kierownikA', at: NOW.toISOString(), text: 'Nowy adres' }
		]);
	});

	test('sent back with a remark, put right and submitted again', async () => {
		const made = await office.published();
		const id = await office.submitted(made, { additionalInfo: 'Do uzupelnienia' });
		await editor.api.article.sendBack.mutate({ id, seen: 1, remark: 'Literówka.' });
		await expect(
			editor.api.article.sendBack.mutate({ id, seen: 1, remark: 'Jeszcze raz' })
		).rejects.toEqual(reason('changedMeanwhile'));
		const again = {
			...{ id, articleId: made.id, baseNo: 1, remark: null },
			content: changed(made, { additionalInfo: 'Do uzupełnienia' })
		};
		await expect(head.api.article.submit.mutate({ ...again, seen: 1 })).rejects.toEqual(
			reason('changedMeanwhile')
		);
		await head.api.article.submit.mutate({ ...again, seen: 2 });
		const seen = await editor.api.article.proposal.query({ id });
		expect(seen).toMatchObject({ state: 'submitted', revision: 3 });
		expect(seen.content.fields.additionalInfo).toBe('Do uzupełnienia');
		// What the editor had seen before is not what would be published.
		await expect(editor.api.article.accept.mutate(acceptance(id))).rejects.toEqual(
			reason('changedMeanwhile')
		);
	});

	test('R12.1 of another unit, nothing; nobody else sees it', async () => {
		const made = await office.published({ unit: { id: office.town.unitB, name: 'B' } });
		await expect(office.submitted(made, { title: 'Nie moje' })).rejects.toEqual(reason('notFound'));
		await expect(head.api.article.newest.query({ ka: made.ka })).rejects.toEqual(
			reason('notFound')
		);
		const director = await signedIn(office.server, 'dyrektor');
		const own = await office.published();
		const id = await office.submitted(own, { title: 'Moje' });
		await expect(director.api.article.proposal.query({ id })).rejects.toEqual(reason('notFound'));
		await expect(
			director.api.article.submit.mutate({
				...{ id, articleId: own.id, baseNo: 1, remark: null, seen: 1 },
				content: contentOf(own)
			})
		).rejects.toEqual(reason('notFound'));
	});

	test('R12.5 the Director of WZKM amends an article of any unit', async () => {
		const made = await office.published({ unit: { id: office.town.unitB, name: 'B' } });
		const director = await signedIn(office.server, 'dyrektor');
		const id = randomUUID();
		await director.api.article.submit.mutate({
			...{ id, articleId: made.id, baseNo: 1, remark: null, seen: null },
			content: changed(made, { title: 'Z inicjatywy dyrektora' })
		});
		await editor.api.article.accept.mutate(acceptance(id));
		expect((await office.versionsOf(made.ka))[0]?.enteredBy).toBe('Pracownik dyrektor');
	});

	test('fields 7 and 8 are WZKM’s, whatever a head sends', async () => {
		const made = await office.published();
		const id = await office.submitted(made, { keywords: ['moje'], title: 'Inny tytuł' });
		const { content } = await editor.api.article.proposal.query({ id });
		expect(content.fields.keywords).toEqual(made.fields.keywords);
		await editor.api.article.accept.mutate(acceptance(id, { keywords: ['wyrwa'] }));
		const [held] = await office.held(made.ka, 'kb:staff');
		expect(held?.fields.keywords).toEqual(['wyrwa']);
	});

	test('taken back by whoever submitted it, and by nobody else', async () => {
		const made = await office.published();
		const id = await office.submitted(made, { title: 'Pomyłka' });
		await expect(editor.api.article.takeBack.mutate({ id, seen: 1 })).rejects.toEqual(
			reason('notFound')
		);
		await head.api.article.takeBack.mutate({ id, seen: 1 });
		await expect(editor.api.article.accept.mutate(acceptance(id))).rejects.toEqual(
			reason('changedMeanwhile')
		);
		expect((await office.versionsOf(made.ka)).length).toBe(1);
	});

	test('a unit that there is not, or an article related to itself, is refused and changes nothing', async () => {
		const made = await office.published();
		const nowhere = { unit: { id: randomUUID(), name: 'Nigdzie' } };
		await expect(office.submitted(made, nowhere)).rejects.toEqual(reason('unknownReference'));
		const cell = { cell: { id: office.town.unitB, name: 'B' } };
		await expect(office.submitted(made, cell)).rejects.toEqual(reason('unknownReference'));
		await expect(office.submitted(made, { relatedProcedures: [made.ka] })).rejects.toEqual(
			reason('invalid')
		);
		await expect(office.submitted(made, {}, 7)).rejects.toEqual(reason('notFound'));
	});
});

describe('a new article', () => {
	test('gets its number when it is published, also where it begins later', async () => {
		const id = randomUUID();
		const fields = { unit: { id: office.town.unitA, name: 'A' }, keywords: [], categories: [] };
		await head.api.article.submit.mutate({
			...{ id, articleId: null, baseNo: null, remark: null, seen: null },
			content: contentOf(sampleArticle(fields))
		});
		const later = { newestNo: null, validFrom: '2090-05-01' };
		const { ka, isAhead } = await editor.api.article.accept.mutate(acceptance(id, later));
		expect(ka).toMatch(/^LCKM-\d{5}$/u);
		expect(isAhead).toBe(false);
		const held = await office.held(ka);
		expect(currentOn(held, '2090-04-30')).toHaveLength(0);
		expect(currentOn(held, '2090-05-01')).toHaveLength(1);
	});
});

describe('R12.4 an amendment that was made upon an older version', () => {
	test('keeps what was published meanwhile, and says where both have changed the same', async () => {
		const made = await office.published();
		const first = await office.submitted(made, { title: 'Dziury w jezdni', appeal: 'Do SKO.' });
		const second = await office.submitted(made, {
			title: 'Wyrwy w jezdni',
			reuseTerms: 'Bez zmian.'
		});
		await editor.api.article.accept.mutate(acceptance(first));
		await expect(editor.api.article.accept.mutate(acceptance(second))).rejects.toEqual(
			reason('changedMeanwhile')
		);
		const seen = await editor.api.article.proposal.query({ id: second });
		expect(seen.clashes).toEqual(['title']);
		expect(seen.content.fields).toMatchObject({
			...{ title: 'Wyrwy w jezdni', appeal: 'Do SKO.', reuseTerms: 'Bez zmian.' }
		});
		await editor.api.article.accept.mutate(acceptance(second, { newestNo: 2 }));
		const [held] = await office.held(made.ka);
		expect(held?.fields).toMatchObject({ title: 'Wyrwy w jezdni', appeal: 'Do SKO.' });
	});
});

describe('RA2.3 a version for a day to come', () => {
	const LATER = '2090-03-10';
	async function ahead() {
		const made = await office.published();
		const id = await office.submitted(made, { handling: 'Od grudnia inaczej.' });
		const done = await editor.api.article.accept.mutate(acceptance(id, { validFrom: LATER }));
		expect(done).toMatchObject({ isAhead: true, begins: LATER });
		return made;
	}
	const shown = async (ka: string, day: string) => {
		const held = await office.held(ka);
		return currentOn(held, day).map(({ fields }) => fields.handling);
	};

	test('lies on devices beside the one in force, and takes over at midnight by itself', async () => {
		const made = await ahead();
		expect(await shown(made.ka, '2090-03-09')).toEqual([made.fields.handling]);
		expect(await shown(made.ka, LATER)).toEqual(['Od grudnia inaczej.']);
		const { db } = office;
		expect(await beginVersions(db, '2090-03-09')).toBe(0);
		expect(await beginVersions(db, LATER)).toBeGreaterThan(0);
		expect(await beginVersions(db, LATER)).toBe(0);
		expect(await office.held(made.ka)).toHaveLength(1);
		expect(await shown(made.ka, LATER)).toEqual(['Od grudnia inaczej.']);
		const [row] = await db.select().from(article).where(eq(article.id, made.id));
		expect(row).toMatchObject({ versionNo: 2, validFrom: LATER, reviewedOn: LATER });
	});

	test('nothing upon it begins before it', async () => {
		const made = await ahead();
		const fields = { title: 'Jeszcze inaczej', handling: 'Od grudnia inaczej.' };
		const id = await office.submitted(made, fields, 2);
		const soon = acceptance(id, { newestNo: 2, validFrom: '2090-03-09' });
		await expect(editor.api.article.accept.mutate(soon)).rejects.toEqual(reason('invalid'));
		await editor.api.article.accept.mutate({ ...soon, validFrom: LATER });
		expect(await beginVersions(office.db, LATER)).toBe(1);
		const [held] = await office.held(made.ka);
		expect(held?.fields).toMatchObject({
			...{ title: 'Jeszcze inaczej', handling: 'Od grudnia inaczej.' }
		});
	});

	test('is dropped when the article is imported anew', async () => {
		const made = await ahead();
		const { db } = office;
		const anew = { ...made, fields: { ...made.fields, title: 'Z listy' } };
		await db.transaction((tx) => publishArticle(tx, anew, { today: TODAY }));
		expect(await office.held(made.ka)).toHaveLength(1);
		const rows = await db.$count(articleVersion, eq(articleVersion.articleId, made.id));
		expect(rows).toBe(2);
	});
});
