/** Articles for tests: one that is in order, and random ones whose every text says which field it is of. */
import fc from 'fast-check';
import type { Article, ArticleFields, Content } from '#lib/domain/article/article.ts';
import { CONTENT_KEYS } from '#lib/domain/article/article.ts';
import { ACT_KINDS, DOCUMENT_KINDS, FACT_ANSWERS, TIME_UNITS } from '#lib/domain/article/values.ts';
import { PDF } from '#lib/domain/media-types.ts';

const OWNER = { id: '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a01', name: 'Wolny Cezary' };
const HEAD = { id: '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a02', name: 'Szulc Danuta' };

const FIELDS: ArticleFields = {
	title: 'Zgłaszanie ubytków w nawierzchni jezdni',
	internal: false,
	relatedProcedures: ['KA-01622'],
	validFrom: '2026-01-01',
	validTo: null,
	createdOn: '2025-12-10',
	keywords: ['dziura w drodze'],
	categories: ['interwencje'],
	handling: 'Zapisz ulicę i numer.\nZgłoś ubytek.',
	additionalInfo: null,
	deadline: { atMost: { count: 2, unit: 'day' }, note: null },
	place: { address: 'ul. Piotrkowska 173', innerCell: null },
	fees: { stamp: 'brak', other: 'brak', stampAccount: null, otherAccount: null },
	documents: {
		forInspection: [],
		forSubmission: [{ name: 'zgłoszenie', kind: 'application', formAddress: null, files: [] }]
	},
	consultantNotes: 'Zapytaj o pas ruchu.',
	legalBasis: [
		{
			kind: 'statute',
			title: 'Ustawa z 21.03.1985 o drogach publicznych',
			publication: 'Dz. U. z 2023 r. poz. 645'
		}
	],
	appeal: null,
	reuseTerms: null,
	owner: OWNER,
	authors: [OWNER],
	coordinator: HEAD,
	realizators: [OWNER, HEAD],
	unit: { id: '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a03', name: 'Zarząd Dróg i Transportu' },
	cell: null,
	integration: null,
	keptInEdm: false
};

/** An article in order, with these fields instead of its own. */
export function sampleArticle(fields: Partial<ArticleFields> = {}): Article {
	return {
		id: '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a00',
		ka: 'ZDIT-DZIURY',
		fields: { ...FIELDS, ...fields },
		extras: {
			summary: 'Zgłoszenie dziury w jezdni.',
			mainSteps: [{ title: 'Zapisz ulicę', how: null }],
			facts: {
				online: 'yes',
				byPost: 'unknown',
				byProxy: 'unknown',
				visitByAppointment: 'unknown',
				withFee: 'no',
				electronicOutcome: 'unknown'
			}
		},
		demonstration: ['owner', 'summary'],
		source: 'https://example.org/zrodlo'
	};
}

/** What it says, as a head submits it. */
export const contentOf = ({ fields, extras }: Article): Content => ({ fields, extras });

/** As schemas and databases make objects; one without a prototype equals none of theirs. */
const record = <T>(shape: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
	fc.record<T>(shape, { noNullPrototype: true });
const marked = (key: string) => fc.uuid().map((id) => `${key} ${id}`);
const optional = <T>(values: fc.Arbitrary<T>) => fc.option(values, { nil: null });
const few = <T>(values: fc.Arbitrary<T>) => fc.array(values, { maxLength: 3 });
const some = <T>(values: fc.Arbitrary<T>) => fc.array(values, { minLength: 1, maxLength: 3 });
const ref = (key: string) => record({ id: fc.uuid(), name: marked(key) });
const person = (key: string) => record({ id: optional(fc.uuid()), name: marked(key) });
const days = (from: number, to: number) =>
	fc
		.date({ min: new Date(`${from}-01-01`), max: new Date(`${to}-12-31`), noInvalidDate: true })
		.map((day) => day.toISOString().slice(0, 10));
const requiredDocument = record({
	name: marked('documents'),
	kind: fc.constantFrom(...DOCUMENT_KINDS),
	formAddress: optional(fc.webUrl({ validSchemes: ['https'] })),
	files: few(
		record({
			sha256: fc.stringMatching(/^[\da-f]{64}$/u),
			name: marked('documents'),
			type: fc.constant(PDF),
			bytes: fc.integer({ min: 1, max: 9_000_000 }),
			isExample: fc.boolean()
		})
	)
});

/** Dates of different fields never meet, so that finding one in a text says whose it is. */
const fieldsArbitrary: fc.Arbitrary<ArticleFields> = record({
	title: marked('title'),
	internal: fc.boolean(),
	relatedProcedures: few(fc.integer({ min: 10_000, max: 99_999 }).map((no) => `KA-${no}`)),
	validFrom: days(2010, 2019),
	validTo: optional(days(2020, 2029)),
	createdOn: days(2000, 2009),
	keywords: some(marked('keywords')),
	categories: some(marked('categories')),
	handling: marked('handling'),
	additionalInfo: optional(marked('additionalInfo')),
	deadline: optional(
		record({
			atMost: optional(
				record({ count: fc.integer({ min: 1, max: 99 }), unit: fc.constantFrom(...TIME_UNITS) })
			),
			note: marked('deadline')
		})
	),
	place: optional(record({ address: marked('place'), innerCell: optional(marked('place')) })),
	fees: record({
		stamp: marked('fees'),
		other: marked('fees'),
		stampAccount: fc.constantFrom(null, '61109010140000071219812874'),
		otherAccount: fc.constant(null)
	}),
	documents: record({
		forInspection: few(requiredDocument),
		forSubmission: few(requiredDocument)
	}),
	consultantNotes: optional(marked('consultantNotes')),
	legalBasis: few(
		record({
			kind: fc.constantFrom(...ACT_KINDS),
			title: marked('legalBasis'),
			publication: optional(marked('legalBasis'))
		})
	),
	appeal: optional(marked('appeal')),
	reuseTerms: optional(marked('reuseTerms')),
	owner: person('owner'),
	authors: some(person('authors')),
	coordinator: person('coordinator'),
	realizators: some(person('realizators')),
	unit: ref('unit'),
	cell: optional(ref('cell')),
	integration: optional(marked('integration')),
	keptInEdm: fc.boolean()
});

const answer = fc.constantFrom(...FACT_ANSWERS);

export const articleArbitrary: fc.Arbitrary<Article> = record({
	id: fc.uuid(),
	ka: fc.integer({ min: 1000, max: 9999 }).map((no) => `KA-0${no}`),
	fields: fieldsArbitrary,
	extras: record({
		summary: optional(marked('summary')),
		mainSteps: few(record({ title: marked('mainSteps'), how: optional(marked('mainSteps')) })),
		facts: record({
			online: answer,
			byPost: answer,
			byProxy: answer,
			visitByAppointment: answer,
			withFee: answer,
			electronicOutcome: answer
		})
	}),
	demonstration: fc.subarray([...CONTENT_KEYS]),
	source: optional(fc.uuid().map((id) => `https://example.org/${id}`))
});
