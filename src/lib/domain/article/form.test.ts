import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { articleArbitrary, contentOf, sampleArticle } from '../../../../tests/support/article.ts';
import { changedKeys } from './amendment.ts';
import { parseContent } from './article.ts';
import { emptyForm, fromForm, toForm } from './form.ts';

const AUTHOR = { id: '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a01', name: 'Wolny Cezary' };
const UNIT = { id: '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a03', name: 'ZDiT' };

/** As it comes over the network. */
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('the form of an article', () => {
	test('opened and sent as it was, it changes nothing', () => {
		fc.assert(
			fc.property(articleArbitrary.map(contentOf), (random) => {
				const content = asJson(random) as typeof random;
				const back = parseContent(fromForm(toForm(content)));
				expect(back.ok && changedKeys(content, back.value)).toEqual([]);
			})
		);
	});

	const sample = () => toForm(contentOf(sampleArticle()));
	const refused = (form: ReturnType<typeof sample>) => {
		const parsed = parseContent(fromForm(form));
		return parsed.ok ? [] : parsed.error.map(({ path, code }) => `${path} ${code}`);
	};

	test('a new one asks for its title and how it is handled, and for nothing that WZKM sets', () => {
		const begun = { today: '2026-11-30', unit: UNIT, cell: null, author: AUTHOR };
		expect(refused(emptyForm(begun))).toEqual([
			'fields.title textMissing',
			'fields.handling textMissing'
		]);
		expect(refused(emptyForm({ ...begun, unit: null }))).toContain('fields.unit unitMissing');
	});

	test.each([
		['two weeks', 'fields.deadline.atMost.count malformed'],
		['0', 'fields.deadline.atMost.count malformed'],
		['14', undefined]
	])('a number of days typed as %s', (count, expected) => {
		expect(refused({ ...sample(), deadline: { count, unit: 'day', note: '' } })[0]).toBe(expected);
	});

	test('one in a line, blank ones left out, numbers of procedures in capitals', () => {
		const relatedProcedures = ' ka-01622 \n\n KA-00001';
		const parsed = parseContent(fromForm({ ...sample(), relatedProcedures }));
		expect(parsed.ok && parsed.value.fields.relatedProcedures).toEqual(['KA-01622', 'KA-00001']);
	});

	test('nobody where somebody must be, and an address that is none, at their fields', () => {
		expect(refused({ ...sample(), owner: null, realizators: [] })).toEqual([
			'fields.owner exactlyOnePerson',
			'fields.realizators personMissing'
		]);
		const form = { name: 'wniosek', kind: 'application' as const, files: [] };
		const documents = { forInspection: [], forSubmission: [{ ...form, formAddress: 'http://x' }] };
		expect(refused({ ...sample(), documents: structuredClone(documents) })).toEqual([
			'fields.documents.forSubmission.0.formAddress addressNotHttps'
		]);
	});
});
