/** Packages that a benchmark measures with or against: by their own lockfile, and never among the product's. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

/** @returns whether they are there */
export function installed(folder: string, say: (text: string) => void): boolean {
	if (existsSync(path.join(folder, 'node_modules/.package-lock.json'))) return true;
	say(`Installing the packages of ${path.basename(folder)} …`);
	const { status } = spawnSync('npm', ['ci', '--ignore-scripts', '--no-audit', '--no-fund'], {
		cwd: folder,
		stdio: ['ignore', 'ignore', 'inherit']
	});
	return status === 0;
}
