import { describe, expect, it } from 'vitest';
import { NotUlic, streetsFromUlic } from './ulic.ts';

const HEADER = 'WOJ;POW;GMI;RODZ_GMI;SYM;SYM_UL;CECHA;NAZWA_1;NAZWA_2;STAN_NA';
const file = (...rows: string[]) => `\uFEFF${[HEADER, ...rows].join('\r\n')}\r\n`;

describe('the catalogue ULIC', () => {
	it('gives the streets of Łódź, each once, and of no other place', () => {
		const text = file(
			'10;61;02;9;0957650;08954;al.;Kościuszki;Tadeusza;2026-01-01',
			'10;61;05;9;0957698;08954;al.;Kościuszki;Tadeusza;2026-01-01',
			'10;61;06;9;0957710;19120;ul.;"Roweckiego ""Grota""";Generała Stefana;2026-01-01',
			'14;65;01;1;0918123;17210;ul.;Puławska;;2026-01-01'
		);
		expect(streetsFromUlic(text)).toEqual([
			'al. Tadeusza Kościuszki',
			'ul. Generała Stefana Roweckiego "Grota"'
		]);
	});

	it.each([
		[
			'without Łódź',
			file('14;65;01;1;0918123;17210;ul.;Puławska;;2026-01-01'),
			'no street of Łódź'
		],
		['of other columns', 'a;b\n1;2\n', 'Row 1: WOJ is missing'],
		['that is empty', '', 'no street of Łódź'],
		['of something else', 'a;b\n1\n', 'no list of rows']
	])('refuses a file %s, and says why', (_what, text, reason) => {
		expect(() => streetsFromUlic(text)).toThrow(NotUlic);
		expect(() => streetsFromUlic(text)).toThrow(reason);
	});
});
