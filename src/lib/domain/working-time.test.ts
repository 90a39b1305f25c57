import Holidays from 'date-holidays';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { civilDateOf, holidaysOf, weekdayOf, dayNumberOf } from './holidays.ts';
import {
	addWorkingTime,
	HOUR_MS,
	isWorkingDay,
	subtractWorkingTime,
	workingDayFrom,
	workingDaysBetween,
	workingTimeBetween
} from './working-time.ts';

/** Free once, and missing there: Dz.U. 2018 poz. 2117. */
const UNKNOWN_TO_THE_ORACLE = '2018-11-12';
const YEARS = Array.from({ length: 2040 - 2018 + 1 }, (_, index) => 2018 + index);

describe('days free of work (RT.1)', () => {
	it.each([
		['2018-11-12', true, 'once, Dz.U. 2018 poz. 2117'],
		['2019-11-12', false, 'once, Dz.U. 2018 poz. 2117'],
		['2024-12-24', false, 'before Dz.U. 2024 poz. 1965'],
		['2025-12-24', true, 'Dz.U. 2024 poz. 1965'],
		['2026-04-05', true, 'Wielkanoc'],
		['2026-04-06', true, 'Poniedziałek Wielkanocny'],
		['2026-05-24', true, 'Zielone Świątki'],
		['2026-06-04', true, 'Boże Ciało'],
		['2026-05-02', false, 'Dzień Flagi is no day off'],
		['2026-01-06', true, 'Trzech Króli'],
		['2038-04-25', true, 'Wielkanoc, the latest there is'],
		['2026-11-11', true, 'Święto Niepodległości']
	])('%s: %s (%s)', (day, free) => {
		expect(holidaysOf(Number(day.slice(0, 4))).has(dayNumberOf(day))).toBe(free);
	});

	it.each(YEARS)('of %i are those that date-holidays knows', (year) => {
		const known = new Holidays('PL', { types: ['public'] })
			.getHolidays(year)
			.map(({ date }) => date.slice(0, 10));
		const ours = [...holidaysOf(year)].map(civilDateOf);
		expect(ours.filter((day) => day !== UNKNOWN_TO_THE_ORACLE).sort()).toEqual(
			[...new Set(known)].sort()
		);
	});

	it('a Saturday and a Sunday are no working days', () => {
		expect(
			['2026-11-27', '2026-11-28', '2026-11-29'].map((day) => isWorkingDay(dayNumberOf(day)))
		).toEqual([true, false, false]);
		expect(weekdayOf(dayNumberOf('1969-12-28'))).toBe(0);
	});
});

describe('working time (RT.1)', () => {
	it.each([
		// Monday to Friday, 8–16 in Łódź, which is 7–15 by Greenwich in winter.
		['2026-11-25T07:00:00Z', 3, '2026-11-25T10:00:00Z', 'within the day'],
		['2026-11-25T13:00:00Z', 3, '2026-11-26T08:00:00Z', 'over the night'],
		['2026-11-27T14:00:00Z', 2, '2026-11-30T08:00:00Z', 'over the weekend'],
		[
			'2026-11-27T14:00:00Z',
			1,
			'2026-11-27T15:00:00Z',
			'ends with the day, not with the next morning'
		],
		['2026-11-25T03:00:00Z', 1, '2026-11-25T08:00:00Z', 'begun at night'],
		['2026-11-28T12:00:00Z', 8, '2026-11-30T15:00:00Z', 'begun on a Saturday'],
		[
			'2026-12-23T14:00:00Z',
			2,
			'2026-12-28T08:00:00Z',
			'over Christmas Eve, Christmas and the Sunday after'
		],
		['2024-12-23T14:00:00Z', 2, '2024-12-24T08:00:00Z', 'Christmas Eve was worked in 2024'],
		['2026-06-03T13:00:00Z', 2, '2026-06-05T07:00:00Z', 'over Corpus Christi, in summer time'],
		['2026-10-23T13:00:00Z', 2, '2026-10-26T08:00:00Z', 'clocks went back on the Sunday between'],
		[
			'2026-03-27T14:00:00Z',
			2,
			'2026-03-30T07:00:00Z',
			'clocks went forward on the Sunday between'
		],
		['2026-11-25T09:00:00Z', 40, '2026-12-02T09:00:00Z', 'five days']
	])('%s and %i hours are %s: %s', (from, hours, to) => {
		expect(addWorkingTime(new Date(from), hours * HOUR_MS)).toEqual(new Date(to));
		expect(workingTimeBetween(new Date(from), new Date(to))).toBe(hours * HOUR_MS);
	});

	const instant = fc.date({
		min: new Date('2018-01-01'),
		max: new Date('2035-01-01'),
		noInvalidDate: true
	});
	const duration = fc.integer({ min: 0, max: 300 * HOUR_MS });

	it('measures what was added, and no instant before', () => {
		fc.assert(
			fc.property(instant, duration, (from, ms) => {
				const to = addWorkingTime(from, ms);
				expect(workingTimeBetween(from, to)).toBe(ms);
				if (ms > 0) expect(workingTimeBetween(from, new Date(to.getTime() - 1))).toBe(ms - 1);
			})
		);
	});

	it('goes back as far as it went', () => {
		fc.assert(
			fc.property(instant, duration, (until, ms) => {
				const from = subtractWorkingTime(until, ms);
				expect(workingTimeBetween(from, until)).toBe(ms);
			})
		);
	});

	it('is monotone: later is never sooner, and more is never less', () => {
		fc.assert(
			fc.property(instant, instant, duration, (one, other, ms) => {
				const [early, late] = one < other ? [one, other] : [other, one];
				expect(addWorkingTime(early, ms).getTime()).toBeLessThanOrEqual(
					addWorkingTime(late, ms).getTime()
				);
				expect(addWorkingTime(early, ms).getTime()).toBeLessThanOrEqual(
					addWorkingTime(early, ms + 1).getTime()
				);
				expect(workingTimeBetween(late, early)).toBe(0);
			})
		);
	});

	it('splits anywhere', () => {
		fc.assert(
			fc.property(instant, duration, duration, (from, first, second) => {
				const middle = new Date(from.getTime() + first);
				const to = new Date(middle.getTime() + second);
				expect(workingTimeBetween(from, middle) + workingTimeBetween(middle, to)).toBe(
					workingTimeBetween(from, to)
				);
			})
		);
	});

	it('of the invented city ends at the last closing time when it is Sunday', () => {
		const hours = { weekdays: [1, 2, 3, 4, 5], opensHour: 8, closesHour: 18 };
		const sunday = new Date('2026-11-22T10:00:00Z');
		expect(subtractWorkingTime(sunday, 0, hours)).toEqual(new Date('2026-11-20T17:00:00Z'));
		const wednesday = new Date('2026-11-25T13:30:00Z');
		expect(subtractWorkingTime(wednesday, 7 * HOUR_MS, hours)).toEqual(
			new Date('2026-11-24T16:30:00Z')
		);
	});
});

describe('working days', () => {
	it.each([
		['2026-11-27', '2026-11-30', 1, 'from Friday to Monday'],
		['2026-11-25', '2026-11-25', 0, 'the same day'],
		['2026-12-23', '2026-12-29', 2, 'over Christmas'],
		['2026-11-30', '2026-11-27', 0, 'turned round']
	])('between %s and %s: %i, %s', (from, to, days) => {
		expect(workingDaysBetween(from, to)).toBe(days);
	});

	it.each([
		['2026-11-28', '2026-11-30', 'art. 57 § 4 k.p.a.: a Saturday'],
		['2026-12-24', '2026-12-28', 'art. 57 § 4 k.p.a.: Christmas and a weekend'],
		['2026-11-27', '2026-11-27', 'a working day is kept']
	])('a term that ends on %s ends on %s: %s', (day, end) => {
		expect(workingDayFrom(day)).toBe(end);
	});
});
