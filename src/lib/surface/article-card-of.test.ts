import { describe, expect, test } from 'vitest';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { sampleArticle } from '../../../tests/support/article.ts';
import { cardOf } from './article-card-of.ts';

const LONG =
	'Wniosek składa się w kancelarii urzędu albo pocztą, a odpowiedź przychodzi listem poleconym ' +
	'na adres podany we wniosku, chyba że wskazano skrytkę, w której pismo czeka czternaście dni, ' +
	'zanim uznane zostanie za doręczone zgodnie z przepisami o doręczeniach elektronicznych.';

function cardFound(...terms: readonly string[]) {
	const article = projectArticle(sampleArticle({ additionalInfo: LONG }), 'portal');
	if (!article) throw new Error('The sample is for residents');
	return cardOf({ article, terms });
}

describe('why a search found an article (R6.1)', () => {
	test('a word of the title or the summary is marked there and needs no other reason', () => {
		expect(cardFound('ubytk')).toMatchObject({
			summary: 'Zgłoszenie dziury w jezdni.',
			note: undefined,
			terms: ['ubytk']
		});
	});

	test('a keyword is named', () => {
		expect(cardFound('drodz').note).toBe('Słowo kluczowe: dziura w drodze');
	});

	test('a word of the description is shown in its sentence', () => {
		expect(cardFound('zapisz').summary).toBe('Zapisz ulicę i numer.');
	});

	test('of a long sentence the part around the word is shown, cut between words', () => {
		const { summary } = cardFound('czternascie');
		expect(summary).toMatch(/^….*czternaście.*…?$/u);
		expect(summary?.length).toBeLessThanOrEqual(202);
		for (const word of summary?.match(/\p{L}+/gu) ?? []) expect(LONG).toContain(word);
	});

	test('a topic is named', () => {
		expect(cardFound('interwencj').note).toBe('Temat: interwencje');
	});

	test('likeness alone is called so', () => {
		expect(cardFound().note).toBe('Podobne do wpisanych słów');
	});

	test('an article that nobody searched for has no reason', () => {
		const article = projectArticle(sampleArticle(), 'portal');
		expect(article && cardOf({ article, terms: null })).toMatchObject({
			note: undefined,
			terms: []
		});
	});
});
