import { expect, it } from 'vitest';
import { fileInWords } from './file-words.ts';

it('writes what a file is and how large', () => {
	expect(fileInWords('application/pdf', 184_320)).toBe('PDF, 184 kB');
	expect(fileInWords('application/pdf', 300)).toBe('PDF, 1 kB');
	expect(fileInWords('application/vnd.oasis.opendocument.text', 1_260_000)).toBe('ODT, 1,3 MB');
});
