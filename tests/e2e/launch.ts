// How Chromium is started, for the tests and for the pictures in the documentation.
import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { chromium, type BrowserContext } from '@playwright/test';
import { findChromium } from '../support/chromium.ts';

const executablePath = findChromium();

export const LAUNCH = {
	...(executablePath && { executablePath }),
	locale: 'pl-PL',
	timezoneId: 'Europe/Warsaw',
	args: [
		'--no-sandbox',
		'--disable-gpu',
		'--disable-quic',
		'--no-first-run',
		'--disable-background-networking',
		'--disable-component-update',
		'--disable-sync'
	]
};

const ANSWERS_WITHIN_MS = 15_000;

/**
 * Starts it as people have it: one tab is seen and the others are in the background, where they can be
 * frozen. Under Playwright's own start every tab believes to be the one that is looked at. A tab must
 * be brought to the front before anything is done in it.
 */
export async function launchWithBackground(
	profile: string,
	{ width, height }: { width: number; height: number }
): Promise<BrowserContext> {
	const announced = join(profile, 'DevToolsActivePort');
	rmSync(announced, { force: true });
	spawn(
		executablePath ?? chromium.executablePath(),
		[
			...LAUNCH.args,
			'--headless=new',
			'--remote-debugging-port=0',
			`--user-data-dir=${profile}`,
			`--lang=${LAUNCH.locale}`,
			`--window-size=${width},${height}`,
			'about:blank'
		],
		// A group of its own, as the tests end the whole of it.
		{ detached: true, stdio: 'ignore', env: { ...process.env, TZ: LAUNCH.timezoneId } }
	);
	const deadline = performance.now() + ANSWERS_WITHIN_MS;
	for (;;) {
		const [port] = readLines(announced);
		if (port !== undefined) {
			const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`, {
				noDefaults: true
			});
			const [context] = browser.contexts();
			if (context) return context;
		}
		if (performance.now() > deadline) throw new Error('Chromium did not say where it listens');
		await delay(20);
	}
}

function readLines(file: string): readonly string[] {
	try {
		return readFileSync(file, 'utf8').split('\n').filter(Boolean);
	} catch {
		return []; // not written yet
	}
}
