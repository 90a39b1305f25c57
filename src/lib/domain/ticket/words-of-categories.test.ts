import { expect, test } from 'vitest';
import { categoriesByWords } from './words-of-categories.ts';

test('a word that all categories share points to none of them before the others', () => {
	const categories = ['a', 'b', 'c', 'd', 'e'].map((id) => ({ id, name: '', hint: 'ulica' }));
	expect(categoriesByWords('ulica', categories)).toEqual([]);
});

test('a rare word counts for more, and one of the name for more than one of the hint', () => {
	const categories = [
		{ id: 'bench', name: 'Ławka', hint: 'W parku.' },
		{ id: 'park', name: 'Park', hint: 'Ławka, kosz i huśtawka w parku.' }
	];
	const found = (words: string) => categoriesByWords(words, categories).map(({ id }) => id);
	expect(found('połamana ławka')).toEqual(['bench', 'park']);
	expect(found('połamana huśtawka')).toEqual(['park']);
});
