import { describe, expect, it } from 'vitest';
import { civilDayOf } from './calendar.ts';

describe('the day in Łódź', () => {
	it.each([
		['2026-11-24T22:59:59Z', '2026-11-24', 'winter, an hour ahead of Greenwich'],
		['2026-11-24T23:00:00Z', '2026-11-25', 'midnight in winter'],
		['2026-07-01T21:59:59Z', '2026-07-01', 'summer, two hours ahead'],
		['2026-07-01T22:00:00Z', '2026-07-02', 'midnight in summer'],
		['2026-12-31T23:30:00Z', '2027-01-01', 'the new year begins before Greenwich']
	])('is at %s %s: %s', (instant, day) => {
		expect(civilDayOf(new Date(instant))).toBe(day);
	});
});
