import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { stemsOf, type SearchDocument } from '../article/search-text.ts';
import { buildSegment, countIn, FIELDS, firstFrom, placeOf, type Segment } from './segment.ts';

const word = fc.constantFrom('żółć', 'meldunek', 'meldunku', 'Pobyt', 'śmieci', 'ul.', '2026', 'a');
const text = fc.array(word, { maxLength: 40 }).map((words) => words.join(' '));
const document = (id: string): fc.Arbitrary<SearchDocument> =>
	fc.record({
		id: fc.constant(id),
		...{ title: text, keywords: text, categories: text },
		...{ summary: text, body: text, unit: text }
	});
const documents = fc
	.nat(6)
	.chain((count) => fc.tuple(...Array.from({ length: count }, (_, at) => document(`a${at}`))));

/** How often each field of each article has a term, as the index says it. */
function countsOf(segment: Segment, term: string): readonly (readonly [string, ...number[]])[] {
	const place = placeOf(segment, term);
	if (place < 0) return [];
	return Array.from(segment.docs.slice(segment.starts[place], segment.starts[place + 1])).map(
		(doc, at) => {
			const counts = segment.counts[(segment.starts[place] ?? 0) + at] ?? 0;
			return [segment.ids[doc] ?? '', ...FIELDS.map((_, field) => countIn(counts, field))];
		}
	);
}

describe('an index', () => {
	test('says what the articles say, term by term', () => {
		fc.assert(
			fc.property(documents, (some) => {
				const segment = buildSegment(some);
				const terms = [
					...new Set(some.flatMap((one) => FIELDS.flatMap((field) => stemsOf(one[field]))))
				];
				expect(segment.terms).toEqual(terms.sort());
				for (const term of terms)
					expect(countsOf(segment, term)).toEqual(
						some
							.map((one) => [
								one.id,
								...FIELDS.map((field) =>
									Math.min(31, stemsOf(one[field]).filter((stem) => stem === term).length)
								)
							])
							.filter(([, ...counts]) => counts.some((count) => count !== 0))
					);
				some.forEach(({ title }, doc) => {
					const [from, to] = [segment.titleStarts[doc], segment.titleStarts[doc + 1]];
					const inOrder = Array.from(
						segment.titles.slice(from, to),
						(place) => segment.terms[place]
					);
					expect(inOrder).toEqual(stemsOf(title));
				});
			})
		);
	});

	it('finds where a term stands', () => {
		expect(firstFrom(['a', 'c'], 'b')).toBe(1);
		expect(firstFrom([], 'b')).toBe(0);
		expect(placeOf({ terms: ['a', 'c'] }, 'c')).toBe(1);
		expect(placeOf({ terms: ['a', 'c'] }, 'b')).toBe(-1);
	});
});
