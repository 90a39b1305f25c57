import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Everything the built application is made of. */
const SOURCES = [
	'src/**/*',
	'service-worker/**/*',
	'static/**/*',
	'drizzle/**/*',
	'patches/**/*',
	'*.config.{js,ts}',
	'tsconfig*.json',
	'package.json',
	'package-lock.json'
];

/** What lies among the sources and is not built from: it may change without a new build. */
const NOT_BUILT = [
	// Made from src/messages by the build itself.
	'src/lib/paraglide/**',
	// Runs from its source.
	'src/cli/**',
	'{vitest,playwright,eslint,drizzle}.config.*',
	'**/*.test.ts',
	'**/*.md'
];

/**
 * One value for the whole source: equal when nothing that the build reads has changed. It covers
 * paths and contents, not times, so that a checkout of the same commit needs no new build.
 * @param root the project's folder
 */
export function stampSources(root: string): string {
	const entries = globSync(SOURCES, { cwd: root, exclude: NOT_BUILT, withFileTypes: true });
	const files = entries.filter((entry) => entry.isFile());
	const paths = files.map((entry) => join(entry.parentPath, entry.name)).sort();
	const stamp = createHash('sha256');
	for (const path of paths) {
		const bytes = readFileSync(path);
		stamp.update(`${path.slice(root.length)}\0${bytes.length}\0`).update(bytes);
	}
	return stamp.digest('hex');
}
