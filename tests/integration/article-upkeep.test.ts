// §§ 12, 13: articles that need somebody, and those that hold no longer.
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { article, person } from '#lib/server/db/schema/index.ts';
import { beginVersions } from '#lib/server/articles/article-writer.ts';
import { acceptance, EditorialOffice, TODAY } from './editorial-office.ts';
import type { Browser } from './harness.ts';

let office: EditorialOffice;
let head: Browser;
let editor: Browser;
beforeAll(async () => {
	office = await EditorialOffice.open();
	({ head, editor } = office);
});
afterAll(() => office.server.stop());

describe('what needs somebody', () => {
	const attentionOf = async (browser: Browser, ka: string) =>
		(await browser.api.article.desk.query()).attention.find((one) => one.ka === ka)?.attention;

	test('an article that ends soon, until it is said to be right for a year longer', async () => {
		const made = await office.published({ validTo: '2090-03-20' });
		expect(await attentionOf(head, made.ka)).toEqual([{ type: 'endsSoon', day: '2090-03-20' }]);
		expect(await attentionOf(editor, made.ka)).toHaveLength(1);
		const old = await office.published();
		const { db } = office;
		await db.update(article).set({ reviewedOn: '2089-03-01' }).where(eq(article.id, old.id));
		expect(await attentionOf(head, old.ka)).toMatchObject([{ type: 'reviewDue' }]);
		await head.api.article.confirm.mutate({ articleId: old.id });
		expect(await attentionOf(head, old.ka)).toBeUndefined();
	});

	test('R13.1 somebody who has left is named, in each article that names them', async () => {
		const { db } = office;
		const { terenowy } = office.town.people;
		const made = await office.published({ realizators: [{ id: terenowy, name: 'Terenowy' }] });
		expect(await attentionOf(head, made.ka)).toBeUndefined();
		await db.update(person).set({ active: false }).where(eq(person.id, terenowy));
		expect(await attentionOf(head, made.ka)).toEqual([
			{ type: 'left', key: 'realizators', name: 'Terenowy' }
		]);
		await db.update(person).set({ active: true }).where(eq(person.id, terenowy));
	});
});

describe('a withdrawn article', () => {
	test('leaves every device, and points to one that holds', async () => {
		const [old, holds] = [await office.published(), await office.published()];
		const wanted = { articleId: old.id, reason: 'Zastąpiła ją inna.', successor: 'KA-99999' };
		await expect(editor.api.article.withdraw.mutate(wanted)).rejects.toEqual(
			expect.objectContaining({ message: 'unknownReference' })
		);
		await editor.api.article.withdraw.mutate({ ...wanted, successor: holds.ka });
		expect(await office.held(old.ka, 'kb:staff')).toEqual([]);
		const { withdrawal } = await head.api.article.history.query({ ka: old.ka });
		expect(withdrawal).toEqual({
			...{ on: TODAY, by: 'Pracownik redaktorka' },
			...{ reason: 'Zastąpiła ją inna.', successor: holds.ka }
		});
	});

	test('comes back with a version that is published upon it, from its day on', async () => {
		const made = await office.published();
		const wanted = { articleId: made.id, reason: 'Przerwa', successor: null };
		await editor.api.article.withdraw.mutate(wanted);
		const id = await office.submitted(made, { title: 'Znowu' });
		await editor.api.article.accept.mutate(acceptance(id, { validFrom: '2090-03-02' }));
		await beginVersions(office.db, '2090-03-02');
		const { withdrawal } = await head.api.article.history.query({ ka: made.ka });
		expect(withdrawal).toBeNull();
		expect((await office.held(made.ka)).map(({ fields }) => fields.title)).toEqual(['Znowu']);
	});
});
