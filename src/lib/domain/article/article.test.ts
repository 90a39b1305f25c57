import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { articleArbitrary, sampleArticle } from '../../../../tests/support/article.ts';
import { ODT } from '../media-types.ts';
import { parseArticle, routingOf } from './article.ts';
import type { ArticleRefusal } from './refusals.ts';
import { isAccountNumber } from './values.ts';

const PERSON = { id: null, name: 'Wolny Cezary' };
const document = (kind: string, type: string) => ({
	name: 'wzór',
	kind,
	formAddress: null,
	files: [{ sha256: 'a1'.repeat(32), name: 'wzor', type, bytes: 1, isExample: false }]
});

/** What a form may send for a field, not yet known to be one. */
function refusalsOf(fields: Readonly<Record<string, unknown>>) {
	const article = sampleArticle();
	const parsed = parseArticle({ ...article, fields: { ...article.fields, ...fields } });
	return parsed.ok ? [] : parsed.error;
}

describe('RA2.1 the form of an article', () => {
	it('takes an article in order, as it is', () => {
		expect(parseArticle(sampleArticle())).toEqual({ ok: true, value: sampleArticle() });
	});

	it.each<[rule: string, fields: Record<string, unknown>, path: string, code: ArticleRefusal]>([
		['1 a name', { title: '  ' }, 'fields.title', 'textMissing'],
		['1 a short name', { title: 'a'.repeat(501) }, 'fields.title', 'textTooLong'],
		['2 TAK or NIE', { internal: 'TAK' }, 'fields.internal', 'yesOrNo'],
		['3 known numbers', { relatedProcedures: ['x'] }, 'fields.relatedProcedures.0', 'kaMalformed'],
		['4 RRRR-MM-DD', { validFrom: '1.01.2026' }, 'fields.validFrom', 'dateMalformed'],
		['4 a day that exists', { validFrom: '2026-02-30' }, 'fields.validFrom', 'dateMalformed'],
		['5 not before 4', { validTo: '2025-12-31' }, 'fields.validTo', 'validityReversed'],
		['6 RRRR-MM-DD', { createdOn: '' }, 'fields.createdOn', 'dateMalformed'],
		['7 a keyword', { keywords: [] }, 'fields.keywords', 'keywordMissing'],
		['8 a category', { categories: [] }, 'fields.categories', 'categoryMissing'],
		[
			'9 without legal basis',
			{ handling: 'Złóż wniosek (Dz. U. z 2023 r. poz. 775).' },
			'fields.handling',
			'lawInHandling'
		],
		[
			'11 number or words',
			{ deadline: { atMost: null, note: null } },
			'fields.deadline',
			'deadlineMissing'
		],
		[
			'12 an address',
			{ place: { address: null, innerCell: null } },
			'fields.place',
			'placeMissing'
		],
		[
			'13 "brak" where there is no fee',
			{ fees: { stamp: '', other: 'brak', stampAccount: null, otherAccount: null } },
			'fields.fees.stamp',
			'feeMissing'
		],
		[
			'13 an account number that can be paid to',
			{ fees: { stamp: '17 zł', other: 'brak', stampAccount: '12 3456', otherAccount: null } },
			'fields.fees.stampAccount',
			'accountMalformed'
		],
		['14 grouped', { documents: 'wniosek, dowód' }, 'fields.documents', 'documentsNotGrouped'],
		[
			'14 a .pdf, § 12(3)',
			{ documents: { forInspection: [], forSubmission: [document('document', ODT)] } },
			'fields.documents.forSubmission.0.files',
			'documentNotPdf'
		],
		[
			'14 https',
			{
				documents: {
					forInspection: [],
					forSubmission: [
						{ name: 'wniosek', kind: 'application', formAddress: 'http://example.org', files: [] }
					]
				}
			},
			'fields.documents.forSubmission.0.formAddress',
			'addressNotHttps'
		],
		['19 one owner', { owner: null }, 'fields.owner', 'exactlyOnePerson'],
		['19 not two owners', { owner: [PERSON, PERSON] }, 'fields.owner', 'exactlyOnePerson'],
		['20 an author', { authors: [] }, 'fields.authors', 'personMissing'],
		['21 one coordinator', { coordinator: [PERSON] }, 'fields.coordinator', 'exactlyOnePerson'],
		['22 a realizator', { realizators: [] }, 'fields.realizators', 'personMissing'],
		[
			'22 at most fifty',
			{ realizators: Array.from({ length: 51 }, () => PERSON) },
			'fields.realizators',
			'tooManyRealizators'
		],
		['23 a unit', { unit: null }, 'fields.unit', 'unitMissing']
	])('field %s', (_rule, fields, ...[path, code]) => {
		expect(refusalsOf(fields)).toEqual([{ path, code }]);
	});

	it('takes fifty realizators, and an application that is no .pdf', () => {
		expect(refusalsOf({ realizators: Array.from({ length: 50 }, () => PERSON) })).toEqual([]);
		const documents = { forInspection: [], forSubmission: [document('application', ODT)] };
		expect(refusalsOf({ documents })).toEqual([]);
	});

	it('names every fault at once', () => {
		const codes = refusalsOf({ title: '', keywords: [], validTo: 'kiedyś' }).map(
			({ code }) => code
		);
		expect(codes).toEqual(['textMissing', 'dateMalformed', 'keywordMissing']);
	});

	it('refuses fields that Annex 2 does not have, and what is no article', () => {
		expect(refusalsOf({ telefon: '123' })).toEqual([{ path: 'fields.telefon', code: 'malformed' }]);
		expect(parseArticle('artykuł').ok).toBe(false);
	});

	it('refuses an article related to itself', () => {
		const article = sampleArticle({ relatedProcedures: ['ZDIT-DZIURY'] });
		expect(parseArticle(article)).toEqual({
			ok: false,
			error: [{ path: '', code: 'relatedToItself' }]
		});
	});

	it('knows account numbers by their check digits', () => {
		expect(isAccountNumber('61 1090 1014 0000 0712 1981 2874')).toBe(true);
		expect(isAccountNumber('61 1090 1014 0000 0712 1981 2875')).toBe(false);
	});

	it('takes every random article of the right form, and keeps it word for word', () => {
		fc.assert(
			fc.property(articleArbitrary, (article) => {
				expect(parseArticle(article)).toEqual({ ok: true, value: article });
			})
		);
	});
});

describe('R13.1 routing', () => {
	it('follows from the article: unit, cell and the realizators that can sign in', () => {
		const cell = { id: '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a05', name: 'Wydział Parkowania' };
		const id = '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a06';
		const realizators = [PERSON, { id, name: 'Wilk Beata' }];
		const article = sampleArticle({ cell, realizators });
		expect(routingOf(article)).toEqual({
			unitId: article.fields.unit.id,
			cellId: cell.id,
			realizatorIds: [id]
		});
	});
});
