import { describe, expect, it } from 'vitest';
import { highlightParts } from './highlight.ts';

const marked = (text: string, ...terms: string[]) =>
	highlightParts(text, terms)
		.map((part) => (part.hit ? `[${part.text}]` : part.text))
		.join('');

describe('marking what was searched for', () => {
	it('marks the whole word, whatever its diacritics and letter size', () => {
		expect(marked('Wydanie DOWODU osobistego', 'dowod')).toBe('Wydanie [DOWODU] osobistego');
		expect(marked('Zgłoszenie gałęzi', 'galez')).toBe('Zgłoszenie [gałęzi]');
		expect(marked('Zgłoszenie galezi', 'gałęz')).toBe('Zgłoszenie [galezi]');
	});
	it('marks nothing inside a word', () => {
		expect(marked('Współwłasność', 'własność')).toBe('Współwłasność');
	});
	it('marks several terms and keeps every sign of the text', () => {
		const text = 'Opłata – 17 zł (pełnomocnictwo), opłaty.';
		expect(marked(text, 'opłat', '17')).toBe('[Opłata] – [17] zł (pełnomocnictwo), [opłaty].');
		expect(marked(text, 'opłat', '17').replaceAll(/[[\]]/g, '')).toBe(text);
	});
	it('marks nothing for a single letter or no term', () => {
		expect(marked('o opłacie', 'o')).toBe('o opłacie');
		expect(marked('o opłacie')).toBe('o opłacie');
	});
});
