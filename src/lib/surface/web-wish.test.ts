import { expect, test } from 'vitest';
import { formAddress, wishFrom } from './web-wish.ts';

test.each([
	[{}, '/zgloszenie', { kind: null, ka: '' }],
	[{ kind: 'query' }, '/zgloszenie?rodzaj=zapytanie', { kind: 'query', ka: '' }],
	[
		{ kind: 'intervention', ka: 'KA-12' },
		'/zgloszenie?rodzaj=interwencja&ka=KA-12',
		{ kind: 'intervention', ka: 'KA-12' }
	]
] as const)('what a link says is what the form hears: %j', (wish, address, heard) => {
	expect(formAddress(wish)).toBe(address);
	expect(wishFrom(new URL(address, 'http://localhost').searchParams)).toEqual(heard);
});

test('what no link says asks nothing of it', () => {
	expect(wishFrom(new URLSearchParams('rodzaj=skarga'))).toEqual({ kind: null, ka: '' });
});
