import { beforeEach, describe, expect, it } from 'vitest';
import { sampleArticle } from '../../../../tests/support/article.ts';
import { createArticleIndex, type ArticleIndex } from './article-index.ts';

const view = (id: string, title: string) => ({
	...sampleArticle({ title, keywords: [title] }),
	id
});

describe('the index of articles', () => {
	let index: ArticleIndex;
	const found = (query: string) => index.search(query, 10).map(({ id }) => id);

	beforeEach(() => {
		index = createArticleIndex();
		index.replaceAll([view('a', 'Adopcja zwierzęcia'), view('b', 'Abonament parkingowy')]);
	});

	it('finds what it was given', () => {
		expect(found('adopcja')).toEqual(['a']);
	});

	it('takes a new version in place of the old one', () => {
		index.upsert(view('a', 'Ekshumacja'));
		expect(found('adopcja')).toEqual([]);
		expect(found('ekshumacje')).toEqual(['a']);
		index.upsert(view('c', 'Petycje'));
		expect(found('petycja')).toEqual(['c']);
	});

	it('forgets what is removed, once and again', () => {
		index.remove('a');
		index.remove('a');
		index.remove('nie ma takiego');
		expect(found('adopcja')).toEqual([]);
		expect(found('abonament')).toEqual(['b']);
	});

	it('forgets everything when all is replaced', () => {
		index.replaceAll([view('c', 'Petycje')]);
		expect(found('abonament')).toEqual([]);
		expect(found('petycje')).toEqual(['c']);
	});

	it('weighs a hit in the title above one in the text', () => {
		index.replaceAll([
			{ ...sampleArticle({ title: 'Zgon', keywords: ['zgon'], handling: 'Tablica.' }), id: 'text' },
			view('title', 'Tablica')
		]);
		expect(found('tablica')).toEqual(['title', 'text']);
	});

	it('weighs what was typed above what means the same', () => {
		index.replaceAll([view('same', 'Pojazd'), view('typed', 'Samochód')]);
		expect(found('samochod')).toEqual(['typed', 'same']);
	});
});
