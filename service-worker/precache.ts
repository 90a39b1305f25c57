import { build, files, version } from '$service-worker';
import type { PrecacheEntry } from 'workbox-precaching';

/** Everything of this build: hashed names never change, the others change with the version. */
export function precacheEntries(shell: string): PrecacheEntry[] {
	return [
		{ url: shell, revision: version },
		...build.map((url) => ({ url, revision: null })),
		...files.map((url) => ({ url, revision: version }))
	];
}
