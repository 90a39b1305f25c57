import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { buildSegment } from '#lib/domain/search/segment.ts';
import { decodeSegment, encodeSegment } from './segment-bytes.ts';

const text = fc
	.array(fc.constantFrom('żółć', 'meldunek', 'Pobyt', 'ul.', '2026'), { maxLength: 30 })
	.map((words) => words.join(' '));
const documents = fc.array(
	fc.record({
		id: fc.uuid(),
		...{ title: text, keywords: text, categories: text },
		...{ summary: text, body: text, unit: text }
	}),
	{ maxLength: 6 }
);

describe('an index', () => {
	test('is the same after it was kept', () => {
		fc.assert(
			fc.property(documents, (some) => {
				const segment = buildSegment(some);
				expect(decodeSegment(encodeSegment(segment))).toEqual(segment);
			})
		);
	});

	it('of another form, cut off or of something else is none', () => {
		const bytes = encodeSegment(buildSegment([]));
		const other = new TextDecoder().decode(bytes).replace('"form":1', '"form":9');
		expect(decodeSegment(new TextEncoder().encode(other))).toBeNull();
		expect(decodeSegment(bytes.slice(0, 10))).toBeNull();
		expect(decodeSegment(new Uint8Array())).toBeNull();
	});
});
