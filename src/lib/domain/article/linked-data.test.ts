import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleArbitrary, sampleArticle } from '../../../../tests/support/article.ts';
import { durationOf, linkedData } from './linked-data.ts';
import { projectArticle, type ArticleView } from './visibility.ts';

const ADDRESS = 'https://lckm.example/baza-wiedzy/KA-1';
const of = (view: ArticleView<'bip'> | null) => {
	if (!view) throw new Error('It is public');
	const publishedAt = '2026-11-30T10:00:00.000Z';
	const text = JSON.stringify(linkedData({ view, address: ADDRESS, publishedAt }));
	return JSON.parse(text) as { '@graph': [Record<string, unknown>, Record<string, unknown>] };
};

describe('R12.4 a procedure for programs of others', () => {
	test('says what it is called, whose it is, what it costs and on what it rests', () => {
		const made = sampleArticle({ fees: { ...sampleArticle().fields.fees, stamp: '17 zł' } });
		const [service, publicService] = of(projectArticle(made, 'bip'))['@graph'];
		expect(service).toMatchObject({
			...{ '@type': 'GovernmentService', name: made.fields.title, identifier: 'ZDIT-DZIURY' },
			offers: [{ '@type': 'Offer', description: '17 zł' }]
		});
		expect(publicService).toMatchObject({
			'cv:processingTime': 'P2D',
			'cpsv:hasInput': [{ 'dct:title': { '@value': 'zgłoszenie' } }],
			'cv:hasLegalResource': [
				{
					'dct:title': {
						'@value': 'Ustawa z 21.03.1985 o drogach publicznych (Dz. U. z 2023 r. poz. 645)'
					}
				}
			]
		});
	});

	test('nothing is paid: the offer says so', () => {
		const [service] = of(projectArticle(sampleArticle(), 'bip'))['@graph'];
		expect(service['offers']).toEqual([{ '@type': 'Offer', price: 0, priceCurrency: 'PLN' }]);
	});

	test('of any article it is JSON that has both names of the thing', () => {
		fc.assert(
			fc.property(articleArbitrary, (article) => {
				const view = projectArticle(article, 'bip');
				if (!view) return;
				expect(of(view)['@graph'].map((one) => one['@id'])).toEqual([
					`${ADDRESS}#service`,
					`${ADDRESS}#public-service`
				]);
			})
		);
	});

	test.each([
		['day', 'P14D'],
		['workingDay', 'P14D'],
		['week', 'P14W'],
		['month', 'P14M']
	] as const)('fourteen of %s', (unit, duration) => {
		expect(durationOf({ atMost: { count: 14, unit }, note: null })).toBe(duration);
		expect(durationOf({ atMost: null, note: 'bez zbędnej zwłoki' })).toBeNull();
	});
});
