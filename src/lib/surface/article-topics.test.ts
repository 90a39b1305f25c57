import { expect, test } from 'vitest';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { sampleArticle } from '../../../tests/support/article.ts';
import { articlesOf, topicsOf } from './article-topics.ts';

const held = [
	{ title: 'Źrebak', categories: ['zwierzęta'] },
	{ title: 'Abonament', categories: ['parkowanie', 'drogi'] },
	{ title: 'Łoś', categories: ['zwierzęta', 'drogi'] },
	{ title: 'Lis', categories: ['zwierzęta'] }
].flatMap((fields) => projectArticle(sampleArticle(fields), 'portal') ?? []);

test('topics begin with the largest; of the same size they go by the Polish alphabet', () => {
	expect(topicsOf(held).map(({ label, count }) => `${label} ${count}`)).toEqual([
		'Zwierzęta 3',
		'Drogi 2',
		'Parkowanie 1'
	]);
});

test('the procedures of a topic go by title, as a Pole would look them up', () => {
	const titles = articlesOf(held, 'zwierzęta').map(({ fields }) => fields.title);
	expect(titles).toEqual(['Lis', 'Łoś', 'Źrebak']);
});
