import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { type Script, servedScripts, serverScripts, workerScript } from './built.ts';

/** Names that only the server's packages, settings and built-in modules carry. */
const SERVER_ONLY = [
	/drizzle/,
	/postgres/,
	/argon2/,
	/DATABASE_URL/,
	/["'`]node:[a-z_]+(\/[a-z_]+)?["'`]/
];

const RUNES = /\$(state|derived|effect|props|bindable|inspect|host)(\.[a-z]+)?\(/;

test.each(SERVER_ONLY)('no script served to a browser holds %s', (marker) => {
	expect(holders(servedScripts(), (text) => marker.test(text))).toEqual([]);
	expect(holders(serverScripts(), (text) => marker.test(text))).not.toEqual([]);
});

test('no sentence of the server code stands in a script served to a browser', () => {
	const sentences = serverSentences();
	const served = servedScripts();
	const leaked = sentences.filter((sentence) => served.some(({ text }) => text.includes(sentence)));
	expect(leaked).toEqual([]);

	// They do survive the bundler, so that their absence above says something.
	const server = serverScripts();
	const kept = sentences.filter((sentence) => server.some(({ text }) => text.includes(sentence)));
	expect(kept).not.toEqual([]);
});

test('the service worker holds no runes that nobody compiled', () => {
	expect(workerScript().text).not.toMatch(RUNES);
});

function holders(scripts: readonly Script[], isHolding: (text: string) => boolean): string[] {
	return scripts.filter(({ text }) => isHolding(text)).map(({ file }) => file);
}

/** Long string literals with a space in them that only the server code has. */
function serverSentences(): string[] {
	const sources = readdirSync('src', { recursive: true, withFileTypes: true })
		.filter((entry) => entry.isFile())
		.map(({ parentPath, name }) => path.relative('src', path.join(parentPath, name)))
		.filter((file) => /\.(ts|svelte|json)$/.test(file) && !file.endsWith('.test.ts'))
		.map((file) => ({ file, text: readFileSync(path.join('src', file), 'utf8') }));
	const isServer = ({ file }: Script): boolean => file.startsWith(path.join('lib', 'server'));
	const others = sources.filter((source) => !isServer(source));
	return sources
		.filter(isServer)
		.flatMap(({ text }) => text.match(/'[^'\\\n]{20,}'/g) ?? [])
		.map((literal) => literal.slice(1, -1))
		.filter((sentence) => sentence.includes(' '))
		.filter((sentence) => !others.some(({ text }) => text.includes(sentence)));
}
