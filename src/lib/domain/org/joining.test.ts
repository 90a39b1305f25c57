import { describe, expect, test } from 'vitest';
import * as v from 'valibot';
import { joiningAnswerSchema, mayAnswer, mayAsk, sideOf, type Joining } from './joining.ts';
import type { Role, StaffActor } from './roles.ts';

const staff = (roles: readonly Role[], unitId: string | null, cellId: string | null = null) =>
	({
		...{ type: 'staff', id: 'x', name: 'X', roles, desk: null, placeId: null },
		...{ unitId, cellId }
	}) satisfies StaffActor;
const asked: Joining = {
	...{ id: 'j', unitId: 'a', askedSide: 'unit', askedBy: 'H', askedAt: '2026-01-01T00:00:00Z' },
	...{ note: '', answer: null, answeredBy: null, answeredAt: null, reason: null }
};
const outside = { kind: 'unit', active: false } as const;

describe('R14.1 for which side somebody speaks', () => {
	test.each([
		['the head, for the own unit', staff(['unitHead'], 'a'), 'unit'],
		['the head, for another one', staff(['unitHead'], 'b'), null],
		['the head of a cell in it', staff(['unitHead'], 'a', 'c'), null],
		['somebody who works there', staff(['officeWorker'], 'a'), null],
		['the Pełnomocnik', staff(['plenipotentiary'], 'b'), 'city'],
		['an administrator', staff(['administrator'], 'a'), null],
		['nobody', { type: 'anonymous' as const }, null]
	])('%s', (_who, actor, side) => {
		expect(sideOf(actor, 'a')).toBe(side);
	});
});

describe('R14.1 asking and answering', () => {
	test('a unit that is not in may be asked for, anew once it was answered', () => {
		expect(mayAsk(outside, null)).toBe(true);
		expect(mayAsk(outside, asked)).toBe(false);
		expect(mayAsk(outside, { ...asked, answer: 'declined' })).toBe(true);
		expect(mayAsk({ ...outside, active: true }, null)).toBe(false);
		expect(mayAsk({ ...outside, kind: 'cell' }, null)).toBe(false);
	});

	test('nobody agrees with themselves, and nobody answers twice', () => {
		expect(mayAnswer(asked, 'city')).toBe(true);
		expect(mayAnswer(asked, 'unit')).toBe(false);
		expect(mayAnswer({ ...asked, askedSide: 'city' }, 'city')).toBe(false);
		expect(mayAnswer(asked, null)).toBe(false);
		expect(mayAnswer({ ...asked, answer: 'declined' }, 'city')).toBe(false);
	});

	test('whoever declines says why', () => {
		const id = '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a01';
		const parse = (answer: string, reason: string) =>
			v.safeParse(joiningAnswerSchema, { id, answer, reason }).success;
		expect([parse('agreed', ''), parse('declined', ''), parse('declined', 'Później')]).toEqual([
			...[true, false, true]
		]);
	});
});
