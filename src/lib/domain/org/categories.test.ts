import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { PROOF_LIMITS, proofSchema } from './categories.ts';

const many = (count: number) => Array.from({ length: count }, (_none, index) => `Punkt ${index}`);
const accepted = (proof: unknown) => v.safeParse(proofSchema, proof).success;

describe('R9.4 what a report of a category must show', () => {
	test.each([
		{ photo: true, checklist: [] },
		{ photo: false, checklist: ['Miejsce uprzątnięte'] },
		{ photo: true, checklist: many(PROOF_LIMITS.items) },
		{ photo: false, checklist: ['x'.repeat(PROOF_LIMITS.item)] }
	])('may be %j', (proof) => {
		expect(accepted(proof)).toBe(true);
	});

	test.each([
		['nothing at all', { photo: false, checklist: [] }],
		['too many items', { photo: true, checklist: many(PROOF_LIMITS.items + 1) }],
		['an empty item', { photo: true, checklist: ['  '] }],
		['one item twice', { photo: true, checklist: ['Raz', ' Raz '] }],
		['an item too long', { photo: true, checklist: ['x'.repeat(PROOF_LIMITS.item + 1)] }],
		['no list', { photo: true }],
		['something that is no list', { photo: true, checklist: 'Punkt' }],
		['more than it is', { photo: true, checklist: [], video: true }]
	])('is not %s', (_what, proof) => {
		expect(accepted(proof)).toBe(false);
	});
});
