import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { expiryOf, firstDayOf, lastGoneMonth, monthOf } from './retention.ts';

const isGone = (registeredAt: string, now: string): boolean =>
	monthOf(new Date(registeredAt)) <= lastGoneMonth(new Date(now));

describe('how long a ticket is kept (R3.2)', () => {
	it.each([
		// Registered on the first or the last day of April: gone with the first instant of November.
		['2026-04-01T10:00:00Z', '2026-10-31T22:59:59Z', false],
		['2026-04-30T21:59:59Z', '2026-10-31T22:59:59Z', false],
		['2026-04-30T21:59:59Z', '2026-10-31T23:00:00Z', true],
		// In Warsaw it is May already.
		['2026-04-30T22:00:00Z', '2026-10-31T23:00:00Z', false],
		['2026-04-30T22:00:00Z', '2026-11-30T23:00:00Z', true],
		// Over the end of a year, and into summer time.
		['2026-08-31T21:59:59Z', '2027-02-28T22:59:59Z', false],
		['2026-08-31T21:59:59Z', '2027-02-28T23:00:00Z', true],
		['2026-09-15T12:00:00Z', '2027-03-31T21:59:59Z', false],
		['2026-09-15T12:00:00Z', '2027-03-31T22:00:00Z', true]
	])('registered %s, at %s gone: %s', (registeredAt, now, gone) => {
		expect(isGone(registeredAt, now)).toBe(gone);
	});

	it.each([
		['2026-03-31T21:59:59Z', '2026-09-30T22:00Z'],
		// April in Warsaw; six months later it is winter time there.
		['2026-03-31T22:00:00Z', '2026-10-31T23:00Z'],
		['2026-02-28T22:59:59Z', '2026-08-31T22:00Z'],
		['2026-02-28T23:00:00Z', '2026-09-30T22:00Z'],
		['2024-02-29T22:59:59Z', '2024-08-31T22:00Z'],
		// Half past two twice, in the night in which summer time ends, and the gap in which it begins.
		['2026-10-25T00:30:00Z', '2027-04-30T22:00Z'],
		['2026-10-25T01:30:00Z', '2027-04-30T22:00Z'],
		['2026-03-29T00:59:59Z', '2026-09-30T22:00Z'],
		['2026-03-29T01:00:00Z', '2026-09-30T22:00Z'],
		['2026-12-31T22:59:59Z', '2027-06-30T22:00Z'],
		['2026-12-31T23:00:00Z', '2027-07-31T22:00Z'],
		['2026-08-31T21:59:59Z', '2027-02-28T23:00Z']
	])('registered %s, gone at %s', (registeredAt, goneAt) => {
		const at = expiryOf(new Date(registeredAt));
		expect(at).toEqual(new Date(goneAt));
		expect(isGone(registeredAt, at.toISOString())).toBe(true);
		expect(isGone(registeredAt, new Date(at.getTime() - 1).toISOString())).toBe(false);
	});

	it('once gone it never comes back, and nothing newer goes before it', () => {
		const instant = fc.date({ min: new Date('2018-01-01'), max: new Date('2050-01-01') });
		fc.assert(
			fc.property(instant, instant, instant, (one, other, now) => {
				fc.pre(!isNaN(one.getTime()) && !isNaN(other.getTime()) && !isNaN(now.getTime()));
				const [older, newer] = one < other ? [one, other] : [other, one];
				const gone = (at: Date, when: Date) => isGone(at.toISOString(), when.toISOString());
				if (gone(newer, now)) expect(gone(older, now)).toBe(true);
				if (gone(older, now)) expect(gone(older, new Date(now.getTime() + 86_400_000))).toBe(true);
			})
		);
	});

	it.each([
		['2026-01-31T12:00:00Z', '2026-01-01'],
		['2026-12-31T22:59:59Z', '2026-12-01'],
		['2026-12-31T23:00:00Z', '2027-01-01']
	])('the month of %s begins on %s', (at, first) => {
		expect(firstDayOf(monthOf(new Date(at)))).toBe(first);
	});
});
