import { build, files, version } from '$service-worker';
import type { PrecacheEntry } from 'workbox-precaching';

/** Static files that a page without a network never asks for. */
const NOT_NEEDED = ['/robots.txt'];

/** Everything of this build: hashed names never change, the others change with the version. */
export function precacheEntries(shell: string): PrecacheEntry[] {
	return [
		{ url: shell, revision: version },
		...build.map((url) => ({ url, revision: null })),
		...files.filter((url) => !NOT_NEEDED.includes(url)).map((url) => ({ url, revision: version }))
	];
}
