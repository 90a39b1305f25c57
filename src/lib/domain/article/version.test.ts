import { expect, test } from 'vitest';
import { midnightOf } from '../calendar.ts';
import { bipVersionOf } from './version.ts';

test.each([
	['2026-01-10', '2026-01-09T23:00:00.000Z'],
	['2026-07-10', '2026-07-09T22:00:00.000Z'],
	// The night of the change, both ways.
	['2026-03-29', '2026-03-28T23:00:00.000Z'],
	['2026-03-30', '2026-03-29T22:00:00.000Z'],
	['2026-10-25', '2026-10-24T22:00:00.000Z'],
	['2026-10-26', '2026-10-25T23:00:00.000Z']
])('the first instant of %s in Łódź', (day, instant) => {
	expect(midnightOf(day).toISOString()).toBe(instant);
});

test('BIP is told when a version could be read first, and not from when it holds', () => {
	const head = {
		...{ no: 2, beginsOn: '2026-12-01', enteredBy: 'A', enteredAt: '2026-11-01T08:00:00.000Z' },
		...{ publishedBy: 'B', publishedAt: '2026-11-05T08:00:00.000Z' }
	};
	const { beginsOn: _, ...rest } = head;
	expect(bipVersionOf(head)).toEqual({ ...rest, publishedAt: '2026-11-30T23:00:00.000Z' });
	expect(bipVersionOf({ ...head, beginsOn: '2020-01-01' })).toEqual(rest);
});
