import process from 'node:process';
import { defineConfig } from '@playwright/test';

const resultsFile = process.env['PLAYWRIGHT_RESULTS'];

// Browsers are started by the tests themselves (tests/e2e/device.ts): each device keeps its profile.
export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	// A test that passes at the second try has found something: no retries.
	retries: 0,
	workers: 1,
	forbidOnly: true,
	timeout: 180_000,
	expect: { timeout: 15_000 },
	reporter: [['line'], ...(resultsFile ? [['json', { outputFile: resultsFile }] as const] : [])]
});
