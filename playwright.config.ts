import process from 'node:process';
import { defineConfig } from '@playwright/test';

const resultsFile = process.env['PLAYWRIGHT_RESULTS'];

// Browsers are started by the tests themselves (tests/e2e/device.ts): each device keeps its profile.
export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	// A test that passes at the second try has found something: no retries.
	retries: 0,
	// Mostly they wait, for networks to go and come: two at a time take half as long on two cores.
	workers: 2,
	globalSetup: './tests/e2e/built.ts',
	forbidOnly: true,
	// Several browsers on two cores that others may use too: what takes twice as long one day is no fault.
	timeout: 240_000,
	expect: { timeout: 30_000 },
	reporter: [['line'], ...(resultsFile ? [['json', { outputFile: resultsFile }] as const] : [])]
});
