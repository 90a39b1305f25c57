/** The search over the demonstration city's articles, as a kiosk with no network does it. */
import { beforeAll, describe, expect, it } from 'vitest';
import { createArticleIndex } from '#lib/client/search/article-index.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { demoCity } from '#lib/server/demo/city.ts';

const views = demoCity.articles
	.map((article) => projectArticle(article, 'portal'))
	.filter((view) => view !== null);
const kaOf = new Map(views.map(({ id, ka }) => [id, ka]));
const index = createArticleIndex();
beforeAll(() => index.replaceAll(views));

const found = (query: string, limit = 5) =>
	index.search(query, limit).map(({ id }) => kaOf.get(id));

describe('R6.1 the right article is one search away', () => {
	it.each([
		['in everyday words', 'wyrwa w asfalcie', 'ZDIT-DZIURY'],
		['by what one wants to be rid of', 'gdzie oddać starą kanapę', 'KA-01122'],
		['without diacritics and inflected', 'psa chce adoptowac', 'BIP-02766'],
		['by its number', 'ka-01208', 'KA-01208'],
		['by its name', 'Wydanie międzynarodowego prawa jazdy', 'KA-01166'],
		['with a missing letter', 'miedzynarodwe prawo jazdy', 'KA-01166'],
		['with letters exchanged', 'zgłoszenie zgnou', 'KA-01113'],
		['in capitals', 'ZGON', 'KA-01113']
	])('%s: %s', (_how, query, ka) => {
		expect(found(query)[0]).toBe(ka);
	});

	it('answers while a word is being typed', () => {
		for (const typed of ['zgroma', 'zgromadz', 'zgromadzen'])
			expect(found(typed)[0]).toBe('KA-01208');
	});

	it('finds nothing for nothing, and for words that say nothing', () => {
		expect(found('')).toEqual([]);
		expect(found('  ?!')).toEqual([]);
		expect(found('czy to jest tu')).toEqual([]);
	});

	it('gives as many hits as asked for, the best first', () => {
		const hits = index.search('prawo jazdy', 3);
		expect(hits).toHaveLength(3);
		expect(hits.map(({ score }) => score)).toEqual(
			hits.map(({ score }) => score).sort((a, b) => b - a)
		);
	});

	it('says which words were found', () => {
		expect(index.search('urodzenie dziecka', 1)[0]?.terms).toEqual(
			expect.arrayContaining(['urodz', 'dzieck'])
		);
	});

	it('RA2.2 finds nothing by what residents may not see', () => {
		const staff = createArticleIndex();
		staff.replaceAll(
			demoCity.articles
				.map((article) => projectArticle(article, 'staff'))
				.filter((view) => view !== null)
		);
		expect(staff.search('wulgaryzmy', 1)).toHaveLength(1);
		expect(found('wulgaryzmy')).toEqual([]);
	});
});
