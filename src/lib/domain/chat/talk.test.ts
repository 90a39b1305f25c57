import { expect, test } from 'vitest';
import {
	completeTo,
	descriptionFrom,
	LINE_LENGTH,
	lineProblem,
	mergeLines,
	unconfirmed,
	type Line
} from './talk.ts';

const line = (n: number, more: Partial<Line> = {}): Line => ({
	...{ id: `id-${String(n)}`, n, type: 'said', by: 'resident', name: '', at: '' },
	text: `Wiersz ${String(n)}`,
	...more
});
const numbers = (lines: readonly Line[]) => lines.map(({ n }) => n);

test('R4.1 answers that overlap, repeat or come late make one talk, in order', () => {
	const first = mergeLines([], [line(1), line(2)]);
	expect(numbers(mergeLines(first, [line(3)]))).toEqual([1, 2, 3]);
	expect(numbers(mergeLines(first, [line(2), line(3)]))).toEqual([1, 2, 3]);
	const late = mergeLines(first, [line(4)]);
	expect(numbers(mergeLines(late, [line(3), line(4)]))).toEqual([1, 2, 3, 4]);
	expect(mergeLines(first, [])).toBe(first);
});

test('R4.1 a reader asks from where nothing is missing', () => {
	expect(completeTo([])).toBe(0);
	expect(completeTo([line(1), line(2)])).toBe(2);
	expect(completeTo([line(1), line(3)])).toBe(1);
	expect(completeTo([line(2)])).toBe(0);
});

test('R4.1 what was written stays until it is seen among the lines', () => {
	const written = [
		{ id: 'id-1', text: 'a' },
		{ id: 'id-9', text: 'b' }
	];
	expect(unconfirmed(written, [line(1)])).toEqual([{ id: 'id-9', text: 'b' }]);
});

test('a line says something, and not too much', () => {
	expect(lineProblem('  ')).toBe('required');
	expect(lineProblem('a'.repeat(LINE_LENGTH))).toBeNull();
	expect(lineProblem('a'.repeat(LINE_LENGTH + 1))).toBe('tooLong');
});

test('R4.1 a ticket is made from what the resident said', () => {
	const lines = [
		line(1, { type: 'accepted', by: 'consultant' }),
		line(2, { text: 'Nie świeci lampa' }),
		line(3, { by: 'consultant', text: 'Gdzie?' }),
		line(4, { text: 'Na Zgierskiej' })
	];
	expect(descriptionFrom(lines, 100)).toBe('Nie świeci lampa\nNa Zgierskiej');
	expect(descriptionFrom(lines, 10)).toBe('Nie świec…');
});
