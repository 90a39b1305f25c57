import type { Environment } from 'vitest/runtime';

/**
 * Node's globals with the browser's build: Svelte compiles for the client, so that effects run.
 * There is no document; a test that needs one belongs in tests/e2e.
 */
export default {
	name: 'browser-build',
	viteEnvironment: 'client',
	setup: () => ({ teardown: () => undefined })
} satisfies Environment;
