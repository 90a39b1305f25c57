import { describe, expect, test } from 'vitest';
import { DOCX, ODT, PDF } from '../media-types.ts';
import { fileNameOf, remarksOnFile, type FileProperties } from './document-file.ts';

const IN_ORDER: FileProperties = {
	...{ title: 'Wniosek', author: 'ZDiT', pages: 1 },
	...{ isTagged: true, hasText: true, isForm: true, isXfa: false, hasScripts: false }
};

describe('what whoever checks a file should see', () => {
	test('nothing of one that is in order, nor of a format that does not tell', () => {
		expect(remarksOnFile(IN_ORDER)).toEqual([]);
		const untold = { isTagged: null, hasText: null, isForm: null, isXfa: null, hasScripts: null };
		expect(remarksOnFile({ ...IN_ORDER, ...untold })).toEqual([]);
	});

	test('all that is wrong at once', () => {
		const wrong = { title: null, author: null, isTagged: false, hasText: false };
		expect(remarksOnFile({ ...IN_ORDER, ...wrong, isXfa: true, hasScripts: true })).toEqual([
			...['titleMissing', 'authorMissing', 'notTagged', 'noText', 'xfa', 'scripts']
		]);
	});
});

describe('the name of a file', () => {
	test.each([
		['Wniosek.pdf', PDF, 'Wniosek.pdf'],
		['Wniosek.PDF', PDF, 'Wniosek.pdf'],
		['Wniosek', ODT, 'Wniosek.odt'],
		['wniosek.pdf', DOCX, 'wniosek.pdf.docx'],
		['../../etc/passwd', PDF, '.. .. etc passwd.pdf'],
		['a\u0000\nb', PDF, 'a  b.pdf'],
		['.pdf', PDF, 'dokument.pdf'],
		['x'.repeat(300), PDF, `${'x'.repeat(116)}.pdf`]
	] as const)('%j as %s', (typed, type, name) => {
		expect(fileNameOf(typed, type)).toBe(name);
	});
});
