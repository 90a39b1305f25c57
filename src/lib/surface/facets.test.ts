import { describe, expect, test } from 'vitest';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { sampleArticle } from '../../../tests/support/article.ts';
import { facetsOf, narrowed, NOT_NARROWED } from './facets.ts';
import type { FoundArticle } from './library.svelte.ts';

const found = (categories: string[], unit: string): FoundArticle => {
	const id = '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a03';
	const article = projectArticle(sampleArticle({ categories, unit: { id, name: unit } }), 'portal');
	if (!article) throw new Error('It is public');
	return { article, terms: [] };
};
const FOUND = [
	found(['drogi', 'interwencje'], 'ZDiT'),
	found(['drogi'], 'UMŁ'),
	found(['odpady'], 'UMŁ')
];

describe('R6.1 results narrowed down', () => {
	test('each choice says how many it leaves, the most first', () => {
		expect(facetsOf(FOUND, NOT_NARROWED)).toEqual({
			category: [
				{ name: 'drogi', count: 2 },
				{ name: 'interwencje', count: 1 },
				{ name: 'odpady', count: 1 }
			],
			unit: [
				{ name: 'UMŁ', count: 2 },
				{ name: 'ZDiT', count: 1 }
			]
		});
	});

	test('what is chosen narrows the other choice, and not its own', () => {
		const chosen = { category: 'drogi', unit: '' };
		const { category, unit } = facetsOf(FOUND, chosen);
		expect(category).toHaveLength(3);
		expect(unit).toEqual([
			{ name: 'UMŁ', count: 1 },
			{ name: 'ZDiT', count: 1 }
		]);
		expect(narrowed(FOUND, chosen)).toEqual(FOUND.slice(0, 2));
		expect(narrowed(FOUND, { category: 'drogi', unit: 'UMŁ' })).toEqual([FOUND[1]]);
	});
});
