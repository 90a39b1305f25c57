import { expect, test } from 'vitest';
import { formatTicketNumber, parseTicketNumber } from './number.ts';

test.each([
	[2026, 1, 'ŁCK/2026/000001'],
	[2026, 999_999, 'ŁCK/2026/999999'],
	[2027, 1_000_000, 'ŁCK/2027/1000000']
])('the number of ticket %i/%i', (year, running, number) => {
	expect(formatTicketNumber(year, running)).toBe(number);
});

test.each([
	['ŁCK/2026/000123', 'ŁCK/2026/000123'],
	[' łck/2026/123 ', 'ŁCK/2026/000123'],
	['LCK 2026 123', 'ŁCK/2026/000123'],
	['2026/1000000', 'ŁCK/2026/1000000'],
	['2026-7', 'ŁCK/2026/000007'],
	['2026000123', null],
	['ŁCK/26/123', null],
	['ŁCK/2026/', null],
	['ŁCK/2026/12a', null],
	['', null]
])('somebody types "%s"', (typed, number) => {
	expect(parseTicketNumber(typed)).toBe(number);
});
