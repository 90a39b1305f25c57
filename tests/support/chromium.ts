// Run as a program it makes sure that there is a Chromium, and prints where:
// `node tests/support/chromium.ts`.
import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import process from 'node:process';
import { chromium } from '@playwright/test';

const ON_SYSTEM = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable'
];

/** The first Chromium that can be run: CHROMIUM_PATH, the system's, Playwright's own. */
export function findChromium(): string | undefined {
	const named = process.env['CHROMIUM_PATH'];
	const candidates = [...(named ? [named] : []), ...ON_SYSTEM, chromium.executablePath()];
	return candidates.find(canRun);
}

/**
 * As `findChromium`, installing one where there is none; takes a minute or two then.
 * @throws Error saying what was tried and what to do by hand
 */
export function ensureChromium(): string {
	const present = findChromium();
	if (present) return present;
	const failures: string[] = [];
	for (const [command, ...args] of installers()) {
		failures.push(run(command, args) ?? `${command} ended well, and still there is none`);
		const installed = findChromium();
		if (installed) return installed;
	}
	throw new Error(
		[
			'No Chromium found, and none could be installed:',
			...failures.map((failure) => `  ${failure}`),
			'Install one by hand and name it: CHROMIUM_PATH=/path/to/chromium npm test'
		].join('\n')
	);
}

type Command = readonly [program: string, ...args: string[]];

const BY_APT: Command = [
	'sh',
	'-c',
	'apt-get update && apt-get install -y --no-install-recommends chromium'
];
const BY_PLAYWRIGHT: Command = ['npx', 'playwright', 'install', 'chromium'];

function installers(): readonly Command[] {
	const mayUseApt = process.getuid?.() === 0 && canRun('/usr/bin/apt-get');
	return mayUseApt ? [BY_APT, BY_PLAYWRIGHT] : [BY_PLAYWRIGHT];
}

/** @returns what went wrong, in one line, if something did */
function run(command: string, args: readonly string[]): string | undefined {
	const line = [command, ...args].join(' ');
	const { status, stderr, error } = spawnSync(command, args, {
		encoding: 'utf8',
		env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
		stdio: ['ignore', 'ignore', 'pipe']
	});
	if (status === 0) return undefined;
	return `${line}: ${error?.message ?? lastLine(stderr)}`;
}

function lastLine(text: string): string {
	return text.trim().split('\n').at(-1) ?? '';
}

function canRun(file: string): boolean {
	try {
		accessSync(file, constants.X_OK);
		return true;
	} catch {
		return false;
	}
}

if (import.meta.main) console.log(ensureChromium());
