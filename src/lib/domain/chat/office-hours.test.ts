import { describe, expect, test } from 'vitest';
import { isOpen, opensAt, parseOfficeHours, USUAL_HOURS, type Office } from './office-hours.ts';

const hours = parseOfficeHours(USUAL_HOURS) ?? [];
const OFFICE: Office = { hours, isDayOff: () => false };

describe('R4.1 the hours of the chat, by the clock in Łódź', () => {
	test.each([
		['a Thursday at 8:00 sharp, in winter', '2026-11-26T07:00:00Z', true],
		['a minute before', '2026-11-26T06:59:59Z', false],
		['the last minute', '2026-11-26T14:59:59Z', true],
		['16:00 sharp', '2026-11-26T15:00:00Z', false],
		['8:00 in summer', '2026-07-01T06:00:00Z', true],
		['a minute before, in summer', '2026-07-01T05:59:00Z', false],
		['Saturday noon', '2026-11-28T11:00:00Z', false],
		['Sunday noon', '2026-11-29T11:00:00Z', false]
	])('%s', (_when, at, expected) => {
		expect(isOpen(OFFICE, new Date(at))).toBe(expected);
	});

	test.each([
		['before the opening, the same day', '2026-11-26T05:00:00Z', '2026-11-26T07:00:00.000Z'],
		['after the end, the next day', '2026-11-26T15:00:00Z', '2026-11-27T07:00:00.000Z'],
		['on a Friday evening, Monday', '2026-11-27T19:00:00Z', '2026-11-30T07:00:00.000Z'],
		['over the change to winter time', '2026-10-24T10:00:00Z', '2026-10-26T07:00:00.000Z'],
		['over the change to summer time', '2026-03-28T10:00:00Z', '2026-03-30T06:00:00.000Z'],
		['just after midnight in Łódź', '2026-11-26T23:30:00Z', '2026-11-27T07:00:00.000Z']
	])('opens %s', (_when, at, expected) => {
		expect(opensAt(OFFICE, new Date(at))?.toISOString()).toBe(expected);
	});

	test('while it is open there is no next opening; with no hours there never is', () => {
		expect(opensAt(OFFICE, new Date('2026-11-26T10:00:00Z'))).toBeNull();
		expect(opensAt({ ...OFFICE, hours: [] }, new Date('2026-11-26T10:00:00Z'))).toBeNull();
	});

	test('RT.1 a day off is closed, whatever its hours', () => {
		const office = { hours, isDayOff: (day: string) => day === '2026-12-24' };
		expect(isOpen(office, new Date('2026-12-24T10:00:00Z'))).toBe(false);
		expect(opensAt(office, new Date('2026-12-23T20:00:00Z'))?.toISOString()).toBe(
			'2026-12-25T07:00:00.000Z'
		);
	});
});

test('RT.1 a public holiday has hours where the operator gives it some', () => {
	const always = parseOfficeHours('1-8 00:00-24:00') ?? [];
	const office = { hours: always, isDayOff: () => true };
	expect(isOpen(office, new Date('2026-12-25T10:00:00Z'))).toBe(true);
});

describe('hours as an operator writes them', () => {
	test('several spans, single days, until midnight', () => {
		const week = parseOfficeHours('1-4 08:00-16:00, 5 08:30-15:00,7 00:00-24:00');
		const usual = { from: 480, to: 960 };
		const friday = { from: 510, to: 900 };
		expect(week).toEqual([usual, usual, usual, usual, friday, null, { from: 0, to: 1440 }, null]);
	});

	test.each(['', '8-16', '1-5', '5-1 08:00-16:00', '1-9 08:00-16:00', '1 16:00-08:00'])(
		'%j cannot be read',
		(text) => {
			expect(parseOfficeHours(text)).toBeNull();
		}
	);
	test.each(['1 08:60-16:00', '1 08:00-24:01', '1-5 08:00-16:00,'])(
		'%j cannot be read either',
		(text) => {
			expect(parseOfficeHours(text)).toBeNull();
		}
	);
});
