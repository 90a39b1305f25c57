import process from 'node:process';
import { defineConfig } from '@playwright/test';
import { findChromium } from './tests/support/chromium.ts';

const executablePath = findChromium();
const resultsFile = process.env['PLAYWRIGHT_RESULTS'];

export default defineConfig({
	testDir: 'tests/e2e',
	outputDir: 'test-results',
	// A test that passes at the second try has found something: no retries.
	retries: 0,
	workers: 1,
	forbidOnly: true,
	reporter: [['line'], ...(resultsFile ? [['json', { outputFile: resultsFile }] as const] : [])],
	use: {
		locale: 'pl-PL',
		timezoneId: 'Europe/Warsaw',
		trace: 'retain-on-failure',
		launchOptions: {
			...(executablePath && { executablePath }),
			args: [
				'--no-sandbox',
				'--disable-gpu',
				'--disable-quic',
				'--no-first-run',
				'--disable-background-networking',
				'--disable-component-update',
				'--disable-sync'
			]
		}
	}
});
