import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import * as compiled from '#lib/paraglide/messages.js';

const FOLDER = 'src/messages/pl';
const CATALOGUES = readdirSync(FOLDER).filter((file) => file.endsWith('.json'));

// A catalogue that the project settings do not name compiles to nothing, without a word about it.
describe('the message catalogues', () => {
	test.each(CATALOGUES)('%s is compiled whole', (catalogue) => {
		const missing = keysOf(catalogue).filter((key) => !(key in compiled));
		expect(missing).toEqual([]);
	});

	test('no key stands twice', () => {
		const keys = CATALOGUES.flatMap(keysOf);
		expect(keys.filter((key, index) => keys.indexOf(key) !== index)).toEqual([]);
	});

	test('there are messages at all', () => {
		expect(CATALOGUES.flatMap(keysOf)).not.toEqual([]);
	});
});

/** The keys as written: parsing would keep only the last of two that are the same. */
function keysOf(catalogue: string): string[] {
	const text = readFileSync(path.join(FOLDER, catalogue), 'utf8');
	const topLevel = /^(?:\t|\{ ?)"((?:[^"\\]|\\.)+)":/gm;
	const written = [...text.matchAll(topLevel)].flatMap(([, key]) => key ?? []);
	const parsed = Object.keys(JSON.parse(text) as object);
	expect(new Set(written)).toEqual(new Set(parsed));
	return written.filter((key) => !key.startsWith('$'));
}
