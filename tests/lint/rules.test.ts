import { readdirSync } from 'node:fs';
import path from 'node:path';
import { ESLint } from 'eslint';
import { describe, expect, test } from 'vitest';
import tseslint from 'typescript-eslint';

const ROOT = path.resolve(import.meta.dirname, '../..');

// The rules shown here read one file's syntax; without types a fixture need not exist.
const eslint = new ESLint({
	cwd: ROOT,
	overrideConfig: [
		tseslint.configs.disableTypeChecked,
		{ languageOptions: { parserOptions: { projectService: false } } }
	]
});

/** The rules that a source breaks when it stands at a place in the tree. */
async function broken(file: string, source: string): Promise<string[]> {
	const [result] = await eslint.lintText(source, { filePath: path.join(ROOT, file) });
	return [...new Set(result?.messages.map(({ ruleId }) => ruleId ?? 'unparsed'))];
}

/** A file that is really there, as paths are only judged once they resolve. */
function anyFileOf(layer: string): string {
	const files = readdirSync(path.join(ROOT, 'src/lib', layer), {
		recursive: true,
		encoding: 'utf8'
	});
	const file = files.find((name) => /(?<!\.test|\.svelte)\.ts$/.test(name));
	if (file === undefined) throw new Error(`No file in ${layer} to import`);
	return `#lib/${layer}/${file}`;
}

const importing = (specifier: string): string =>
	`import * as taken from '${specifier}';\nexport const kept = taken;\n`;
const component = (script: string): string => `<script lang="ts">\n${script}</script>\n`;

const PATHS = 'import-x/no-restricted-paths';
const NAMES = '@typescript-eslint/no-restricted-imports';

describe('imports point inward', () => {
	test.each([
		['src/lib/base/x.ts', 'domain'],
		['src/lib/domain/x.ts', 'sync'],
		['src/lib/domain/x.ts', 'server'],
		['src/lib/domain/ticket/x.ts', 'client'],
		['src/lib/sync/x.ts', 'server'],
		['src/lib/sync/x.ts', 'client'],
		['src/lib/client/x.ts', 'server'],
		['src/lib/client/state/x.svelte.ts', 'server'],
		['src/lib/server/x.ts', 'client'],
		['src/lib/server/sync/x.ts', 'ui'],
		['src/lib/ui/x.ts', 'client'],
		['src/lib/ui/x.ts', 'sync'],
		['src/lib/ui/x.ts', 'server'],
		['src/hooks.server.ts', 'client'],
		['src/hooks.client.ts', 'server'],
		['src/routes/(kiosk)/kiosk/+page.ts', 'server'],
		['src/routes/(kiosk)/kiosk/+page.server.ts', 'client'],
		['src/routes/api/tickets/+server.ts', 'client'],
		['src/cli/x.ts', 'client'],
		['service-worker/x.ts', 'server'],
		['service-worker/x.ts', 'ui']
	])('%s may not import from %s', async (file, layer) => {
		expect(await broken(file, importing(anyFileOf(layer)))).toContain(PATHS);
	});

	test.each([
		['src/lib/ui/ticket/x.svelte', 'client'],
		['src/lib/ui/ticket/x.svelte', 'server'],
		['src/routes/(kiosk)/kiosk/+page.svelte', 'server']
	])('a component %s may not import from %s', async (file, layer) => {
		expect(await broken(file, component(importing(anyFileOf(layer))))).toContain(PATHS);
	});

	test.each([
		['src/lib/domain/x.ts', 'base'],
		['src/lib/sync/x.ts', 'domain'],
		['src/lib/client/x.ts', 'sync'],
		['src/lib/server/x.ts', 'domain'],
		['src/lib/ui/x.ts', 'domain'],
		['src/routes/(kiosk)/kiosk/+page.ts', 'client'],
		['src/routes/(kiosk)/kiosk/+page.server.ts', 'server'],
		['src/routes/api/tickets/+server.ts', 'server'],
		['src/hooks.server.ts', 'server'],
		['service-worker/x.ts', 'client']
	])('%s may import from %s', async (file, layer) => {
		expect(await broken(file, importing(anyFileOf(layer)))).toEqual([]);
	});

	const layers = readdirSync(path.join(ROOT, 'src/lib'), { withFileTypes: true })
		.filter((entry) => entry.isDirectory() && entry.name !== 'paraglide')
		.map(({ name }) => name);
	test.each(layers)('%s has a place in the order', async (layer) => {
		const opposite = layer === 'server' ? 'client' : 'server';
		const broke = await broken(`src/lib/${layer}/x.ts`, importing(anyFileOf(opposite)));
		expect(broke).toContain(PATHS);
	});

	test('the type of the router, and nothing else of the server, reaches the client', async () => {
		const crossing = (kind: string): string =>
			`import ${kind} { AppRouter } from '#lib/server/trpc/router.ts';\nexport type { AppRouter };\n`;
		expect(await broken('src/lib/client/net/x.ts', crossing('type'))).toEqual([]);
		expect(await broken('src/lib/client/net/x.ts', crossing(''))).toContain(NAMES);
	});

	test.each([
		['src/lib/domain/x.ts', 'node:fs'],
		['src/lib/domain/x.ts', 'svelte'],
		['src/lib/sync/x.ts', 'dexie'],
		['src/lib/sync/x.ts', 'drizzle-orm'],
		['src/lib/sync/x.ts', 'postgres'],
		['src/lib/client/x.ts', 'node:fs'],
		['src/lib/server/x.ts', 'dexie'],
		['src/lib/ui/x.ts', 'dexie'],
		['src/lib/server/x.ts', '$lib/base/result.ts']
	])('%s may not import %s', async (file, name) => {
		expect(await broken(file, importing(name))).toContain(NAMES);
	});

	test.each([
		['src/lib/domain/x.ts', 'valibot'],
		['src/lib/client/x.ts', 'dexie'],
		['src/lib/server/x.ts', 'node:fs'],
		['src/lib/ui/x.ts', 'svelte'],
		['src/lib/domain/x.test.ts', 'node:fs']
	])('%s may import %s', async (file, name) => {
		expect(await broken(file, importing(name))).toEqual([]);
	});
});

describe('the pure core has no world around it', () => {
	test.each([
		['Date.now()', 'no-restricted-properties'],
		['new Date()', 'no-restricted-syntax'],
		['Date()', 'no-restricted-syntax'],
		['Math.random()', 'no-restricted-properties'],
		['setTimeout(() => undefined, 1)', 'no-restricted-globals'],
		["fetch('/')", 'no-restricted-globals'],
		["process.env['HOME']", 'no-restricted-globals'],
		['globalThis.name', 'no-restricted-globals']
	])('%s is refused in domain and sync, and only there', async (expression, rule) => {
		const source = `export const it = ${expression};\n`;
		expect(await broken('src/lib/domain/x.ts', source)).toEqual([rule]);
		expect(await broken('src/lib/sync/x.ts', source)).toEqual([rule]);
		expect(await broken('src/lib/server/x.ts', source)).toEqual([]);
	});

	test('a date made from an argument is welcome', async () => {
		const source = 'export const day = (instantMs: number): Date => new Date(instantMs);\n';
		expect(await broken('src/lib/domain/x.ts', source)).toEqual([]);
	});
});

describe('the sizes hold', () => {
	const lines = (count: number): string => 'export {};\n'.repeat(count);

	test.each([
		['max-lines', 'src/lib/domain/x.ts', lines(301)],
		['max-lines', 'src/lib/ui/x.svelte', component(lines(199))],
		[
			'max-lines-per-function',
			'src/lib/domain/x.ts',
			`export const long = () => {${'\n'.repeat(70)}};`
		],
		[
			'@typescript-eslint/max-params',
			'src/lib/domain/x.ts',
			'export const sum = (a: number, b: number, c: number, d: number) => a + b + c + d;\n'
		]
	])('by %s in %s', async (rule, file, source) => {
		expect(await broken(file, source)).toContain(rule);
	});
});

test('switching a rule off where it says nothing is an error', async () => {
	const source = '// eslint-disable-next-line no-var\nexport const fine = 1;\n';
	const [result] = await eslint.lintText(source, { filePath: path.join(ROOT, 'src/x.ts') });
	expect(result?.errorCount).toBe(1);
});

describe('with types', { timeout: 60_000 }, () => {
	const typed = new ESLint({ cwd: ROOT });
	// In the place of a file that is there: the compiler knows no other.
	const filePath = path.join(ROOT, 'src/lib/base/result.ts');

	test.each([
		['no-floating-promises', 'export const go = () => {\n\tPromise.resolve();\n};\n'],
		[
			'switch-exhaustiveness-check',
			"export const f = (x: 'a' | 'b') => {\n\tswitch (x) {\n\t\tcase 'a':\n\t\t\treturn 1;\n\t}\n};\n"
		],
		['no-explicit-any', 'export const f = (x: any): unknown => x;\n'],
		['no-non-null-assertion', 'export const f = (x?: string): string => x!;\n']
	])('%s bites', async (rule, source) => {
		const [result] = await typed.lintText(source, { filePath });
		expect(result?.messages.map(({ ruleId }) => ruleId)).toContain(`@typescript-eslint/${rule}`);
	});
});
