import * as v from 'valibot';
import { expect, test } from 'vitest';
import { LONGEST_TERMS, termsInForce, termsTextSchema } from './portal-terms.ts';

const APPROVALS = [
	{ version: 2, approvedAt: '2026-05-01T10:00:00.000Z' },
	{ version: 1, approvedAt: '2026-01-01T10:00:00.000Z' }
];

test.each([
	['2026-01-01T09:59:59.999Z', null],
	['2026-01-01T10:00:00.000Z', 1],
	['2026-05-01T09:59:59.999Z', 1],
	['2026-05-01T10:00:00.000Z', 2],
	['2027-01-01T00:00:00.000Z', 2]
])('R4.2 the version in force at %s', (at, version) => {
	expect(termsInForce(APPROVALS, at)).toBe(version);
});

test('R4.2 where none was approved, none is in force', () => {
	expect(termsInForce([], '2026-01-01T00:00:00.000Z')).toBeNull();
});

test.each([
	['', 'required'],
	[' \n ', 'required'],
	['x'.repeat(LONGEST_TERMS + 1), 'tooLong']
])('R4.2 terms that cannot be: %.3j', (text, message) => {
	expect(v.safeParse(termsTextSchema, text).issues?.[0].message).toBe(message);
});
