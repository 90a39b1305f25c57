import { describe, expect, it } from 'vitest';
import { blocksOf } from './prose.ts';

describe('setting plain text', () => {
	it('makes a paragraph of every line', () => {
		expect(blocksOf('Jeden.\nDwa.\n\nTrzy.')).toEqual([
			{ kind: 'paragraph', text: 'Jeden.' },
			{ kind: 'paragraph', text: 'Dwa.' },
			{ kind: 'paragraph', text: 'Trzy.' }
		]);
	});
	it('gathers neighbouring points and numbers into lists', () => {
		expect(blocksOf('Weź ze sobą:\n- wniosek\n– zdjęcie\n\n1. Złóż\n2) Odbierz')).toEqual([
			{ kind: 'paragraph', text: 'Weź ze sobą:' },
			{ kind: 'points', items: ['wniosek', 'zdjęcie'] },
			{ kind: 'numbers', items: ['Złóż', 'Odbierz'] }
		]);
	});
	it('leaves dates, amounts and hyphenated words alone', () => {
		expect(blocksOf('12.05.2026 r. mija termin\n-\n17 zł')).toEqual([
			{ kind: 'paragraph', text: '12.05.2026 r. mija termin' },
			{ kind: 'paragraph', text: '-' },
			{ kind: 'paragraph', text: '17 zł' }
		]);
	});
});
