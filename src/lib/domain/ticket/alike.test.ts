import { describe, expect, test } from 'vitest';
import { AT, CATEGORY, ticketIn, uuid } from '../../../../tests/support/tickets.ts';
import { alikeIn, earlierIn, likenessOf, MOST_HINTS, phoneKey, placeLikeness } from './alike.ts';

describe('R3.1 two places, as people write them', () => {
	test.each([
		['ul. Zgierska 130', 'Zgierska 132'],
		['ul. Zgierska 130', 'na Zgierskiej, przy numerze 128'],
		['Piotrkowska 104', 'ulica Piotrkowska 104, od podwórza'],
		['al. Piłsudskiego 12', 'Aleja Pilsudskiego 14'],
		['park Źródliska, przy stawie', 'Park Źródliska'],
		['róg Kilińskiego i Narutowicza', 'skrzyżowanie Narutowicza / Kilińskiego'],
		['Zgierska', 'ul. Zgierska 130']
	])('are alike: %s – %s', (one, other) => {
		expect(placeLikeness(one, other)).toBeGreaterThan(0);
		expect(placeLikeness(other, one)).toBe(placeLikeness(one, other));
	});

	test.each([
		['ul. Zgierska 130', 'ul. Zgierska 12'],
		['ul. Zgierska 130', 'ul. Wschodnia 130'],
		['ul. Piotrkowska 104', 'ul. Przybyszewskiego 104'],
		['park Źródliska', 'park Poniatowskiego'],
		['przy ulicy', 'przy ulicy'],
		['', 'Zgierska 1']
	])('have nothing in common: %s – %s', (one, other) => {
		expect(placeLikeness(one, other)).toBe(0);
	});

	test('with numbers that are near they are likelier than where one has none', () => {
		const near = placeLikeness('Zgierska 130', 'Zgierska 131');
		expect(near).toBeGreaterThan(placeLikeness('Zgierska 130', 'Zgierska'));
	});
});

describe('R3.1 an open intervention that may be the same', () => {
	const NOW = new Date(AT);
	const reported = { location: 'ul. Zgierska 130', categoryId: CATEGORY };
	const open = { ...ticketIn('forwarded'), location: 'Zgierska 130', categoryId: CATEGORY };

	test('is one of the same category or of none', () => {
		expect(likenessOf(open, reported, NOW)).toBe(1);
		expect(likenessOf({ ...open, categoryId: null }, reported, NOW)).toBe(1);
		expect(likenessOf(open, { ...reported, categoryId: null }, NOW)).toBe(1);
		expect(likenessOf({ ...open, categoryId: uuid(0x4f) }, reported, NOW)).toBe(0);
	});

	test('is none that has ended, that is a question, or that is older than ninety days', () => {
		expect(likenessOf({ ...ticketIn('ended'), location: 'Zgierska 130' }, reported, NOW)).toBe(0);
		expect(likenessOf({ ...open, declaredKind: 'query' }, reported, NOW)).toBe(0);
		const days = (count: number) => new Date(Date.parse(AT) + count * 86_400_000);
		expect(likenessOf(open, reported, days(90))).toBe(1);
		expect(likenessOf(open, reported, days(90.1))).toBe(0);
	});

	test('the likeliest comes first, and no more than can be looked through', () => {
		const vague = { ...open, id: uuid(1), location: 'Zgierska' };
		const newer = {
			...open,
			id: uuid(2),
			registeredAt: new Date(Date.parse(AT) + 1).toISOString()
		};
		const found = alikeIn([vague, open, newer], reported, NOW);
		expect(found.map(({ id }) => id)).toEqual([newer.id, open.id, vague.id]);
		const many = Array.from({ length: 9 }, () => open);
		expect(alikeIn(many, reported, NOW)).toHaveLength(MOST_HINTS);
	});
});

describe('R3.1 the caller’s earlier tickets', () => {
	const of = (phone: string | null, second: number) => ({
		...ticketIn('taken'),
		contact: phone === null ? null : { name: null, phone, email: null },
		registeredAt: new Date(Date.parse(AT) + second * 1000).toISOString()
	});

	test.each([
		['600 100 200', '600100200'],
		['+48 600-100-200', '600100200'],
		['(42) 638 44 44', '426384444'],
		['638 44 44', null],
		['', null]
	])('a number is the same however it is typed: %s', (typed, key) => {
		expect(phoneKey(typed)).toBe(key);
	});

	test('are those of the same number, the newest first', () => {
		const tickets = [of('600100200', 1), of('+48 600 100 200', 2), of('600100201', 3), of(null, 4)];
		expect(earlierIn(tickets, '600-100-200')).toEqual([tickets[1], tickets[0]]);
		expect(earlierIn(tickets, '600')).toEqual([]);
	});
});
