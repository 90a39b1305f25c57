// What people search for, as counts, and the words that WZKM makes of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { articleOpinion, searchCount } from '#lib/server/db/schema/index.ts';
import { deleteOldUsage } from '#lib/server/search/usage-counts.ts';
import { EditorialOffice, NOW, TODAY } from './editorial-office.ts';
import type { Browser } from './harness.ts';

let office: EditorialOffice;
let anybody: Browser;
beforeAll(async () => {
	office = await EditorialOffice.open();
	anybody = office.server.browser('192.0.2.9');
});
afterAll(() => office.server.stop());
const reason = (why: string): unknown => expect.objectContaining({ message: why });
const NOTHING = { misses: [], opened: [], opinions: [] };

describe('R6.1 counts of searches', () => {
	test('of several devices add up, and the editor sees them with the titles of articles', async () => {
		const { ka, fields } = await office.published({ title: 'Wywóz śmieci' });
		const usage = {
			misses: [{ query: 'hulajnoga', times: 2 }],
			opened: [{ query: 'smieci', ka, times: 1 }],
			opinions: [{ ka, helped: false, times: 3 }]
		};
		await Promise.all([anybody, office.head].map((one) => one.api.search.count.mutate(usage)));
		const desk = await office.editor.api.search.desk.query();
		expect(desk).toMatchObject({
			misses: [{ query: 'hulajnoga', times: 4 }],
			opened: [{ query: 'smieci', ka, title: fields.title, times: 2 }],
			opinions: [{ ka, title: fields.title, yes: 0, no: 6 }]
		});
		await expect(office.head.api.search.desk.query()).rejects.toEqual(reason('notAllowed'));
	});

	test('nothing is taken that might be of somebody, or is more than one device counts', async () => {
		for (const query of ['600 100 200', 'jan@example.org', 'Wielka Litera', 'ab']) {
			const misses = [{ query, times: 1 }];
			await expect(anybody.api.search.count.mutate({ ...NOTHING, misses })).rejects.toEqual(
				reason('invalid')
			);
		}
		const many = Array.from({ length: 51 }, (_, no) => ({ query: `hulajnoga ${no}`, times: 1 }));
		await expect(anybody.api.search.count.mutate({ ...NOTHING, misses: many })).rejects.toEqual(
			reason('invalid')
		);
	});

	test('who sends without end is asked to wait', async () => {
		const busy = office.server.browser('192.0.2.200');
		const all = await Promise.allSettled(
			Array.from({ length: 125 }, () => busy.api.search.count.mutate(NOTHING))
		);
		expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(5);
	});

	test('after four hundred days they are gone', async () => {
		const { db } = office;
		await db.insert(searchCount).values({ day: '2089-01-01', query: 'dawno', times: 1 });
		await db
			.insert(articleOpinion)
			.values({ day: '2089-01-01', ka: 'KA-1', helped: true, times: 1 });
		await deleteOldUsage(db, NOW);
		const days = [
			...(await db.select({ day: searchCount.day }).from(searchCount)),
			...(await db.select({ day: articleOpinion.day }).from(articleOpinion))
		];
		expect(new Set(days.map(({ day }) => day))).toEqual(new Set([TODAY]));
	});
});

describe('words that mean the same', () => {
	test('are saved by one at a time, reach devices and the server’s own pages', async () => {
		const { ka } = await office.published({ title: 'Zgłaszanie przetwornika bzdęgowego' });
		const { published } = office.server.services;
		const find = async () => {
			const { search, all } = await published.current();
			const ids = search('fiku', 5);
			return all.filter(({ bip }) => ids.includes(bip.id)).map(({ bip }) => bip.ka);
		};
		expect(await find()).toEqual([]);
		const groups = [['fiku', 'przetwornik']];
		await office.editor.api.search.setWords.mutate({ groups, revision: 0 });
		expect(await find()).toEqual([ka]);
		const late = office.editor.api.search.setWords.mutate({ groups: [], revision: 0 });
		await expect(late).rejects.toEqual(reason('changedMeanwhile'));
		const facts = await anybody.api.city.facts.query({ known: null });
		expect(facts?.words).toEqual(groups);
		expect(await anybody.api.city.facts.query({ known: facts?.version ?? '' })).toBeNull();
		await office.editor.api.search.setWords.mutate({ groups: [], revision: 1 });
		expect(await find()).toEqual([]);
		const alone = office.editor.api.search.setWords.mutate({ groups: [['sam']], revision: 2 });
		await expect(alone).rejects.toEqual(reason('invalid'));
	});
});
