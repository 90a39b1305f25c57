import process from 'node:process';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig } from 'vitest/config';

const RUNES = ['{src,tests}/**/*.svelte.test.ts'];
/** A busy machine is no failure; a test that hangs is. */
const PATIENCE = { testTimeout: 20_000, hookTimeout: 30_000 };
const INTEGRATION = ['tests/integration/**/*.test.ts'];
const BUNDLE = ['tests/bundle/**/*.test.ts'];
const PROCESS = ['tests/process/**/*.test.ts'];

const resultsFile = process.env['VITEST_RESULTS'];

export default defineConfig({
	test: {
		// A lone `.only` would hide the rest.
		allowOnly: false,
		reporters: resultsFile ? ['dot', ['json', { outputFile: resultsFile }]] : ['default'],
		projects: [
			{
				test: {
					name: 'unit',
					// Whatever no other project claims, so that a test in a new folder is not forgotten.
					include: ['{src,service-worker,tests}/**/*.test.ts'],
					exclude: [
						...[...RUNES, ...INTEGRATION, ...BUNDLE, ...PROCESS],
						...['tests/e2e/**', 'tests/bench/**']
					],
					...PATIENCE
				}
			},
			{
				// Svelte's compiler is enough for runes; SvelteKit's plugin would bring the routes along.
				plugins: [svelte({ configFile: false })],
				resolve: { conditions: ['browser'] },
				test: {
					name: 'runes',
					include: RUNES,
					environment: './tests/support/browser-environment.ts',
					...PATIENCE
				}
			},
			{
				test: {
					name: 'integration',
					include: INTEGRATION,
					// Node itself loads the sources here, as it does for the command line.
					experimental: { viteModuleRunner: false },
					globalSetup: ['tests/support/integration-setup.ts'],
					...PATIENCE
				}
			},
			{ test: { name: 'bundle', include: BUNDLE, ...PATIENCE } },
			{
				test: {
					name: 'process',
					include: PROCESS,
					experimental: { viteModuleRunner: false },
					// One product after the other: times are measured here.
					fileParallelism: false,
					testTimeout: 60_000,
					// A first start may have to build.
					hookTimeout: 150_000
				}
			}
		]
	}
});
