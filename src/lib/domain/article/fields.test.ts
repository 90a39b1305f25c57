import { describe, expect, it } from 'vitest';
import { ANNEX_FIELDS, AUDIENCES, EXTRA_FIELDS, type Mark } from './fields.ts';

/** Annex 2 as printed: number, mark, and who is to be shown the field by the reading in RA2.2. */
const ANNEX: readonly (readonly [no: number, key: string, mark: Mark, shownTo: string])[] = [
	[1, 'title', '', 'portal bip staff'],
	[2, 'internal', '*', 'staff'],
	[3, 'relatedProcedures', '*', 'portal staff'],
	[4, 'validFrom', '*', 'portal staff'],
	[5, 'validTo', '*', 'portal staff'],
	[6, 'createdOn', '', 'portal bip staff'],
	[7, 'keywords', '', 'portal bip staff'],
	[8, 'categories', '', 'portal bip staff'],
	[9, 'handling', '', 'portal bip staff'],
	[10, 'additionalInfo', '', 'portal bip staff'],
	[11, 'deadline', '', 'portal bip staff'],
	[12, 'place', '', 'portal bip staff'],
	[13, 'fees', '', 'portal bip staff'],
	[14, 'documents', '', 'portal bip staff'],
	[15, 'consultantNotes', '*', 'staff'],
	[16, 'legalBasis', '', 'portal bip staff'],
	[17, 'appeal', '', 'portal bip staff'],
	[18, 'reuseTerms', '', 'portal bip staff'],
	[19, 'owner', '*', 'staff'],
	[20, 'authors', '**', 'bip'],
	[21, 'coordinator', '*', 'staff'],
	[22, 'realizators', '*', 'staff'],
	[23, 'unit', '*', 'portal staff'],
	[24, 'cell', '', 'portal bip staff'],
	[25, 'integration', '*', 'staff'],
	[26, 'keptInEdm', '*', 'staff']
];

describe('RA2.1 the table of fields', () => {
	it('RA2.2 has the numbers, marks and readers of Annex 2', () => {
		expect(
			ANNEX_FIELDS.map(({ no, key, mark, shownTo }) => [no, key, mark, shownTo.join(' ')])
		).toEqual(ANNEX);
	});

	it('takes exactly one owner and one coordinator, and several people elsewhere', () => {
		const people = ANNEX_FIELDS.filter(({ kind }) => kind === 'person');
		expect(Object.fromEntries(people.map(({ key, cardinality }) => [key, cardinality]))).toEqual({
			owner: 'one',
			authors: 'some',
			coordinator: 'one',
			realizators: 'some'
		});
	});

	it('RA2.4 keeps what is beyond the annex apart from it', () => {
		expect(EXTRA_FIELDS.map(({ key }) => key)).toEqual(['ka', 'summary', 'mainSteps', 'facts']);
		for (const { shownTo } of EXTRA_FIELDS) expect(shownTo).toEqual(AUDIENCES);
	});
});
