import fc from 'fast-check';
import { expect, test } from 'vitest';
import { alikeIn, beginningWith, editsBetween, vocabularyOf } from './likeness.ts';

const letters = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });

/** By its definition, without any short cut. */
function editsByDefinition(one: string, other: string): number {
	const [a, b] = [one.length, other.length];
	if (a === 0 || b === 0) return a + b;
	const same = one.at(-1) === other.at(-1) ? 0 : 1;
	const ways = [
		editsByDefinition(one.slice(0, -1), other) + 1,
		editsByDefinition(one, other.slice(0, -1)) + 1,
		editsByDefinition(one.slice(0, -1), other.slice(0, -1)) + same
	];
	if (a > 1 && b > 1 && one.at(-1) === other.at(-2) && one.at(-2) === other.at(-1))
		ways.push(editsByDefinition(one.slice(0, -2), other.slice(0, -2)) + 1);
	return Math.min(...ways);
}

test.each([
	['meldunek', 'medlunek', 1],
	['meldunek', 'meldnek', 1],
	['meldunek', 'melduneek', 1],
	['meldunek', 'maldunik', 2],
	['', 'ab', 2]
])('from %s to %s it is %i', (one, other, edits) => {
	expect(editsBetween(one, other, 3)).toBe(edits);
});

test('edits are counted as they are defined, as far as it matters', () => {
	const short = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 6 });
	fc.assert(
		fc.property(short, short, fc.nat(3), (one, other, most) => {
			const edits = editsByDefinition(one, other);
			const counted = editsBetween(one, other, most);
			if (edits <= most) expect(counted).toBe(edits);
			else expect(counted).toBeGreaterThan(most);
		}),
		{ numRuns: 200 }
	);
});

test('no term that is alike is passed over', () => {
	fc.assert(
		fc.property(fc.uniqueArray(letters, { maxLength: 30 }), letters, (some, word) => {
			const terms = some.sort();
			const most = word.length < 4 ? 0 : word.length < 7 ? 1 : 2;
			const alike = alikeIn(vocabularyOf(terms), word).filter(({ longer }) => !longer);
			const expected = terms.filter((term) => most > 0 && editsBetween(word, term, most) <= most);
			expect(alike.map(({ term }) => term)).toEqual(expected);
		})
	);
});

test('a term that goes on after what is alike is found, and known as such', () => {
	const vocabulary = vocabularyOf(['hybryda', 'hybrydow', 'inwalidzk'].sort());
	expect(alikeIn(vocabulary, 'hybrid')).toEqual(
		expect.arrayContaining([{ term: 'hybrydow', edits: 1, longer: true }])
	);
	expect(alikeIn(vocabulary, 'kot')).toEqual([]);
});

test('terms that begin so come in their order, and no more than are wanted', () => {
	const vocabulary = vocabularyOf(['zgon', 'zgromadz', 'zgromadzen', 'znak']);
	expect(beginningWith(vocabulary, 'zgro', 5)).toEqual(['zgromadz', 'zgromadzen']);
	expect(beginningWith(vocabulary, 'z', 2)).toEqual(['zgon', 'zgromadz']);
	expect(beginningWith(vocabulary, 'zzz', 2)).toEqual([]);
});
