import { describe, expect, it } from 'vitest';
import { deletion, insertion } from './type-into.ts';

const NO_LIMIT = -1;

describe('the screen keyboard', () => {
	it('types at the caret', () => {
		expect(insertion({ value: 'Łdź', start: 1, end: 1 }, 'ó', NO_LIMIT)).toEqual({
			from: 1,
			to: 1,
			text: 'ó'
		});
	});
	it('types in place of what is selected', () => {
		expect(insertion({ value: 'ulica', start: 0, end: 5 }, 'a', 5)).toEqual({
			from: 0,
			to: 5,
			text: 'a'
		});
	});
	it('types nothing into a full field', () => {
		expect(insertion({ value: 'abc', start: 3, end: 3 }, 'd', 3)).toBeNull();
		expect(insertion({ value: 'abc', start: 2, end: 3 }, 'd', 3)).not.toBeNull();
	});
	it('deletes one sign before the caret, or all that is selected', () => {
		expect(deletion({ value: 'żółw', start: 2, end: 2 })).toEqual({ from: 1, to: 2, text: '' });
		expect(deletion({ value: 'żółw', start: 1, end: 3 })).toEqual({ from: 1, to: 3, text: '' });
		expect(deletion({ value: 'żółw', start: 0, end: 2 })).toEqual({ from: 0, to: 2, text: '' });
	});
	it('deletes a sign of two code units whole', () => {
		expect(deletion({ value: 'a🐕', start: 3, end: 3 })).toEqual({ from: 1, to: 3, text: '' });
	});
	it('deletes nothing before the beginning', () => {
		expect(deletion({ value: 'a', start: 0, end: 0 })).toBeNull();
	});
});
