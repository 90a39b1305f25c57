import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { firstScreenScripts } from './built.ts';

/** A kiosk on a slow line still opens in seconds; a thousand bytes to the kB. */
const LIMIT_KB = 120;

test('the scripts of the first kiosk screen stay within 120 kB gzip', async () => {
	const scripts = await firstScreenScripts('/kiosk');
	const sizes = scripts.map(({ text }) => gzipSync(text, { level: 9 }).length);
	const sumKb = sizes.reduce((sum, size) => sum + size, 0) / 1000;
	console.log(`» kiosk, first screen: ${sumKb.toFixed(1)} kB gzip in ${scripts.length} scripts`);
	expect(sumKb).toBeLessThanOrEqual(LIMIT_KB);
});
