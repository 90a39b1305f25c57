import { describe, expect, test } from 'vitest';
import { groupsIn, groupsText, wrongGroups } from './own-words.ts';
import { meaningsIn } from '../article/search-text.ts';
import { vocabularyOf } from './likeness.ts';
import { askedIn } from './question.ts';
import { countable } from './usage.ts';

describe('what of a search is counted', () => {
	test.each([
		['Hulajnoga  elektryczna', 'hulajnoga elektryczna'],
		['śmieci', 'smieci'],
		['pit 37', 'pit 37'],
		['ul. Piotrkowska 104', 'ul. piotrkowska 104']
	])('%s', (typed, counted) => {
		expect(countable(typed)).toBe(counted);
		expect(countable(counted)).toBe(counted);
	});

	test.each([
		['telefon 600 100 200'],
		['85010112345'],
		['jan@example.org'],
		['ab'],
		['mam na imię Jan i mieszkam na Bałutach od dawna'],
		['x'.repeat(61)]
	])('nothing of %s', (typed) => {
		expect(countable(typed)).toBeNull();
	});
});

describe('words of WZKM that mean the same', () => {
	test('are typed a group in a line, and read back as they are', () => {
		const typed = 'hulajnoga, e-hulajnoga\n\n  kosz ,śmietnik,  kubeł ';
		expect(groupsIn(typed)).toEqual([
			['hulajnoga', 'e-hulajnoga'],
			['kosz', 'śmietnik', 'kubeł']
		]);
		expect(groupsIn(groupsText(groupsIn(typed)))).toEqual(groupsIn(typed));
		expect(wrongGroups(typed)).toBeNull();
		expect(wrongGroups('')).toBeNull();
	});

	test.each([
		['kosz, kubeł\n\nsam', { fault: 'oneWord', line: 3 }],
		[`a, ${'x'.repeat(61)}`, { fault: 'wordTooLong', line: 1 }],
		[Array(21).fill('a').join(','), { fault: 'tooManyWords', line: 1 }],
		[Array(501).fill('a, b').join('\n'), { fault: 'tooManyGroups', line: 1 }]
	])('what is wrong is told with its line', (typed, expected) => {
		expect(wrongGroups(typed)).toEqual(expected);
	});

	test('stand for each other in a question, whatever their endings', () => {
		const vocabulary = vocabularyOf(['hulajnog', 'skuter'].sort());
		const own = meaningsIn([['hulajnoga', 'skuter']]);
		const terms = (question: string) =>
			askedIn(question, vocabulary, { own }).flatMap((one) => one.terms.map(({ term }) => term));
		const [skuter] = askedIn('skuter ', vocabulary);
		expect(skuter?.terms.map(({ term }) => term)).toEqual([skuter?.stem]);
		const [first] = askedIn('hulajnogi ', vocabulary);
		expect(terms('skutery ')).toContain(first?.stem);
	});
});
