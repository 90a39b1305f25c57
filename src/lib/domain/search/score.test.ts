import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import type { SearchDocument } from '../article/search-text.ts';
import { vocabularyOf } from './likeness.ts';
import { askedIn } from './question.ts';
import { makeReady, score, type Searched } from './score.ts';
import { buildSegment } from './segment.ts';

const EMPTY = { keywords: '', categories: '', summary: '', body: '', unit: '' };
const titled = (id: string, title: string, more: Partial<SearchDocument> = {}): SearchDocument => ({
	...{ ...EMPTY, id, title },
	...more
});

const NONE: ReadonlySet<number> = new Set();
const index = (documents: readonly SearchDocument[], dead = NONE): Searched => ({
	...{ segment: buildSegment(documents), dead }
});

function found(indices: readonly Searched[], question: string, limit = 10) {
	const terms = [...new Set(indices.flatMap(({ segment }) => segment.terms))].sort();
	return score(makeReady(indices), askedIn(question, vocabularyOf(terms)), limit);
}
const ids = (indices: readonly Searched[], question: string) =>
	found(indices, question).map(({ id }) => id);

describe('what is found', () => {
	it('has more of the question first', () => {
		const some = [titled('one', 'Dowód osobisty'), titled('both', 'Dowód rejestracyjny')];
		expect(ids([index(some)], 'dowód rejestracyjny')).toEqual(['both', 'one']);
	});

	it('has more of its title in the question first', () => {
		const some = [
			titled('long', 'Wydanie wtórnika prawa jazdy i zamiana zagranicznego'),
			titled('short', 'Prawo jazdy')
		];
		expect(ids([index(some)], 'prawo jazdy')[0]).toBe('short');
	});

	it('has what few articles say before what many do', () => {
		const some = [
			titled('rare', 'Zgłoszenie ekshumacji'),
			...Array.from({ length: 5 }, (_, at) => titled(`a${at}`, `Wydanie odpisu aktu ${at}`))
		];
		expect(ids([index(some)], 'wydanie ekshumacja')[0]).toBe('rare');
	});

	it('has what was typed before what means the same, and that before what is spelt nearly so', () => {
		const some = [
			titled('same', 'Pojazd'),
			titled('typed', 'Samochód'),
			titled('near', 'Samowchód')
		];
		expect(ids([index(some)], 'samochod').slice(0, 2)).toEqual(['typed', 'same']);
		expect(
			ids([index([titled('a', 'Zameldowanie'), titled('b', 'Zgon')])], 'zamledowanie')
		).toEqual(['a']);
	});

	it('is nothing for a question of words that say nothing', () => {
		expect(found([index([titled('a', 'Zgon')])], 'czy to jest tu')).toEqual([]);
		expect(found([index([])], 'zgon')).toEqual([]);
	});

	it('is nothing that is dead', () => {
		const some = [titled('a', 'Zgon'), titled('b', 'Zgon')];
		expect(ids([index(some, new Set([0]))], 'zgon')).toEqual(['b']);
	});
});

const WORDS = ['meldunek', 'pobyt', 'stały', 'zgon', 'akt', 'odpis', 'śmieci', 'dowód', 'osobisty'];
const sentence = fc.array(fc.constantFrom(...WORDS), { minLength: 1, maxLength: 6 });
const library = fc
	.array(sentence, { minLength: 1, maxLength: 40 })
	.map((titles) =>
		titles.map((words, at) => titled(`a${String(at).padStart(2, '0')}`, words.join(' ')))
	);

test('it is the same whether it lies in one index or in two', () => {
	fc.assert(
		fc.property(library, fc.nat(), sentence, (some, where, question) => {
			const cut = where % (some.length + 1);
			const whole = found([index(some)], question.join(' '), 40);
			const parts = found(
				[index(some.slice(0, cut)), index(some.slice(cut))],
				question.join(' '),
				40
			);
			expect(parts).toHaveLength(whole.length);
			const of = new Map(whole.map((one) => [one.id, one.score]));
			for (const one of parts) expect(one.score).toBeCloseTo(of.get(one.id) ?? NaN, 4);
		})
	);
});

test('few that are wanted are the first of all', () => {
	fc.assert(
		fc.property(library, sentence, (some, question) => {
			const all = found([index(some)], question.join(' '), 40);
			const few = found([index(some)], question.join(' '), 3);
			expect(few).toEqual(all.slice(0, 3));
		})
	);
});
