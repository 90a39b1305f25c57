import { expect, test } from 'vitest';
import { ticketIn } from '../../../tests/support/tickets.ts';
import type { CategoryRow } from '#lib/sync/rows.ts';
import type { FoundArticle } from './library.svelte.ts';
import { fewest, proposalsFor, type Proposal } from './units-by-words.ts';

const proposal = (unitId: string, because: string, cellId: string | null = null): Proposal => ({
	...{ unitId, cellId, because }
});
const PROPOSALS = [
	proposal('roads', 'Dziury'),
	proposal('roads', 'Znaki'),
	proposal('green', 'Drzewa'),
	proposal('roads', 'Drogi gruntowe', 'north'),
	proposal('shelter', 'Psy')
];

test('R13.1 each unit is proposed once, by what speaks best for it, and no more than three', () => {
	expect(fewest(PROPOSALS, () => false)).toEqual([PROPOSALS[0], PROPOSALS[2], PROPOSALS[3]]);
});

test('R9.7 what gave the ticket back is not proposed again', () => {
	const found = fewest(PROPOSALS, ({ unitId }) => unitId === 'roads');
	expect(found.map(({ unitId }) => unitId)).toEqual(['green', 'shelter']);
});

const holes: CategoryRow = {
	...{ id: 'c', code: 'DZIURA', name: 'Dziura w jezdni', hint: 'Wyrwy.' },
	...{ unitId: 'roads', cellId: null }
};
const article = (fields: object) => ({ terms: [], article: { fields } }) as unknown as FoundArticle;
const knowledge = {
	categories: [holes],
	search: () => [
		article({ title: 'Adopcja psa', unit: { id: 'shelter', name: 'Schronisko' }, cell: null }),
		article({ title: 'Tylko dla mieszkańców' })
	]
};

test('R13.1 for an intervention the categories speak, for a question the articles', () => {
	const ticket = { ...ticketIn('taken'), description: 'Dziura w jezdni' };
	expect(proposalsFor({ ...ticket, kind: 'intervention' }, knowledge)).toEqual([
		proposal('roads', 'Dziura w jezdni')
	]);
	expect(proposalsFor({ ...ticket, kind: 'query' }, knowledge)).toEqual([
		proposal('shelter', 'Adopcja psa')
	]);
	expect(proposalsFor({ ...ticket, kind: null, declaredKind: 'query' }, knowledge)).toHaveLength(1);
});
