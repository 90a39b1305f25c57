import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { stampSources } from './build-stamp.ts';

let root = '';
const write = (path: string, text: string): void => {
	const full = join(root, path);
	mkdirSync(dirname(full), { recursive: true });
	writeFileSync(full, text);
};

beforeEach(() => {
	root = mkdtempSync(join(tmpdir(), 'lckm-stamp-'));
	write('src/routes/+page.svelte', '<h1>ŁCKzM</h1>');
	write('svelte.config.js', 'export default {};');
	write('package-lock.json', '{}');
});
afterEach(() => {
	rmSync(root, { recursive: true });
});

describe('the stamp of a build', () => {
	it('is the same for the same sources, whatever their times', () => {
		const before = stampSources(root);
		utimesSync(join(root, 'svelte.config.js'), 1, 1);
		expect(stampSources(root)).toBe(before);
	});

	it.each([
		['a changed page', 'src/routes/+page.svelte', '<h1>ŁCKZM</h1>'],
		['a new page', 'src/routes/(portal)/+page.svelte', ''],
		['a changed message', 'src/messages/pl/common.json', '{}'],
		['a setting of the messages', 'src/project.inlang/settings.json', '{}'],
		['a migration', 'drizzle/0002_more.sql', 'select 1'],
		['the worker', 'service-worker/index.ts', ''],
		['an icon', 'static/icon.svg', '<svg/>'],
		['a dependency', 'package-lock.json', '{"lockfileVersion": 3}'],
		['the configuration', 'svelte.config.js', 'export default { kit: {} };']
	])('changes with %s', (_what, path, text) => {
		const before = stampSources(root);
		write(path, text);
		expect(stampSources(root)).not.toBe(before);
	});

	it('changes when a file is renamed or its end moves into the next one', () => {
		write('src/a.ts', 'xy');
		write('src/b.ts', 'z');
		const before = stampSources(root);
		write('src/a.ts', 'x');
		write('src/b.ts', 'yz');
		expect(stampSources(root)).not.toBe(before);
	});

	it.each([
		['compiled messages', 'src/lib/paraglide/messages.js'],
		['a test', 'src/lib/base/result.test.ts'],
		['the command line', 'src/cli/start.ts'],
		['a settings file of the tests', 'vitest.config.ts']
	])('does not change with %s', (_what, path) => {
		const before = stampSources(root);
		write(path, '// new');
		expect(stampSources(root)).toBe(before);
	});
});
