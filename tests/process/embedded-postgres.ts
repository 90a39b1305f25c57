import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Product } from '../support/product.ts';

/** What the embedded PostgreSQL said since its last start. */
export function databaseLog({ dataDir }: Product): string {
	return readFileSync(join(dataDir, 'postgres/postgres.log'), 'utf8');
}

/** Its main process. */
export function postmasterOf({ dataDir }: Product): number {
	return Number.parseInt(readFileSync(lockOf(dataDir), 'utf8'), 10);
}

const lockOf = (dataDir: string): string => join(dataDir, 'postgres/cluster/postmaster.pid');

/**
 * Gives the killed main process the number of a process that is dead and not buried: its parent lives
 * and does not ask. @returns what buries it
 */
export async function leaveUnburied({ dataDir }: Product): Promise<() => void> {
	const { uid, gid } = statSync(join(dataDir, 'postgres/cluster'));
	const parent = spawn('sh', ['-c', 'sleep 0 & echo $!; exec sleep 60'], {
		...{ uid, gid, cwd: '/' },
		stdio: ['ignore', 'pipe', 'ignore']
	});
	const [pid] = (await once(parent.stdout, 'data')) as [Buffer];
	const lock = readFileSync(lockOf(dataDir), 'utf8');
	writeFileSync(lockOf(dataDir), lock.replace(/^\d+/u, pid.toString().trim()));
	return () => parent.kill();
}
