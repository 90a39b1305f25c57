import { describe, expect, it, test } from 'vitest';
import { completePlace, nameFromUlic, readyStreets } from './streets.ts';

const streets = readyStreets([
	'ul. Piotrkowska',
	'ul. Franklina Delano Roosevelta',
	'al. Tadeusza Kościuszki',
	'ul. Łąkowa',
	'ul. Łagiewnicka',
	'ul. 6 Sierpnia',
	'pl. Wolności',
	'ul. 28 Pułku Strzelców Kaniowskich',
	'ul. Zielona',
	'ul. Zielonogórska'
]);
const first = (typed: string) => completePlace(streets, typed, 5)[0];

describe('R3.1 the place is completed', () => {
	test.each([
		['piotrk', 'ul. Piotrkowska '],
		['ul. Piotrk', 'ul. Piotrkowska '],
		['ulica piotrk', 'ul. Piotrkowska '],
		['kosciu', 'al. Tadeusza Kościuszki '],
		['Kościuszki T', 'al. Tadeusza Kościuszki '],
		['roosevelta', 'ul. Franklina Delano Roosevelta '],
		['lakow', 'ul. Łąkowa '],
		['6 si', 'ul. 6 Sierpnia '],
		['28 pulk', 'ul. 28 Pułku Strzelców Kaniowskich '],
		['plac wol', 'pl. Wolności '],
		// A whole word comes before one that it only begins.
		['zielona', 'ul. Zielona '],
		['ul. Zielona róg piotr', 'ul. Zielona róg ul. Piotrkowska '],
		['ławka przy łag', 'ławka przy ul. Łagiewnicka '],
		['Manufaktura, zielono', 'Manufaktura, ul. Zielonogórska ']
	])('%s → %s', (typed, expected) => {
		expect(first(typed)).toBe(expected);
	});

	test.each([
		'',
		'p',
		'ul. ',
		'piotrkowska 110',
		'ul. Piotrkowska',
		'Manufaktura, ',
		'przy fontannie'
	])('%s is left as it is', (typed) => {
		expect(completePlace(streets, typed, 5)).toEqual([]);
	});

	it('offers no more than is asked for', () => {
		expect(completePlace(streets, 'zi', 1)).toHaveLength(1);
		expect(completePlace(streets, 'zi', 5)).toHaveLength(2);
	});
});

describe('a name of the national register', () => {
	test.each([
		[{ CECHA: 'al.', NAZWA_1: 'Kościuszki', NAZWA_2: 'Tadeusza' }, 'al. Tadeusza Kościuszki'],
		[{ CECHA: 'ul.', NAZWA_1: 'Piotrkowska', NAZWA_2: '' }, 'ul. Piotrkowska'],
		[{ CECHA: 'inne', NAZWA_1: 'Księży Młyn', NAZWA_2: '' }, 'Księży Młyn']
	])('%j is %s', (name, expected) => {
		expect(nameFromUlic(name)).toBe(expected);
	});
});
