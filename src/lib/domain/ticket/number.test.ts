import { expect, test } from 'vitest';
import { formatTicketNumber } from './number.ts';

test.each([
	[2026, 1, 'ŁCK/2026/000001'],
	[2026, 999_999, 'ŁCK/2026/999999'],
	[2027, 1_000_000, 'ŁCK/2027/1000000']
])('the number of ticket %i/%i', (year, running, number) => {
	expect(formatTicketNumber(year, running)).toBe(number);
});
