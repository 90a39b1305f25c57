import { describe, expect, it } from 'vitest';
import { workingTimeBefore } from './working-time.ts';

describe('working time of the demonstration city', () => {
	// A Wednesday, 14.30 in Łódź.
	const ago = workingTimeBefore(new Date('2026-11-25T13:30:00Z'));

	it('counts minutes back within the day', () => {
		expect(ago(0).toISOString()).toBe('2026-11-25T13:30:00.000Z');
		expect(ago(90).toISOString()).toBe('2026-11-25T12:00:00.000Z');
	});

	it('goes on at the closing time of the day before', () => {
		expect(ago(6.5 * 60 + 30).toISOString()).toBe('2026-11-24T16:30:00.000Z');
	});

	it('leaves the weekend out', () => {
		const monday = workingTimeBefore(new Date('2026-11-23T08:00:00Z'));
		expect(monday(61).toISOString()).toBe('2026-11-20T16:59:00.000Z');
	});

	it('begins at the last closing time when it is night or Sunday', () => {
		const sunday = workingTimeBefore(new Date('2026-11-22T10:00:00Z'));
		expect(sunday(0).toISOString()).toBe('2026-11-20T17:00:00.000Z');
		const early = workingTimeBefore(new Date('2026-11-25T03:00:00Z'));
		expect(early(0).toISOString()).toBe('2026-11-24T17:00:00.000Z');
	});

	it('keeps to office hours over the change of clocks', () => {
		// Clocks went back on 25 October 2026: 18.00 was 16.00 UTC before, 17.00 UTC after.
		const monday = workingTimeBefore(new Date('2026-10-26T07:00:00Z'));
		expect(monday(0).toISOString()).toBe('2026-10-23T16:00:00.000Z');
	});
});
