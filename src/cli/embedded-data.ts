import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROLE } from './database-cluster.ts';
import { findProcess } from './running-process.ts';

/** Where under DATA_DIR the embedded PostgreSQL keeps its data. */
export const embeddedDataDir = (dataDir: string): string => join(dataDir, 'postgres');

/**
 * The address of the embedded PostgreSQL, while an lckm runs on this data directory.
 * @returns null when none runs, or it is not ready yet
 */
export function findRunningDatabase(dataDir: string): string | null {
	const directory = embeddedDataDir(dataDir);
	// PostgreSQL's lock file: the process, two paths, the port, …, and on its eighth line the state.
	const lines = readIfThere(join(directory, 'cluster/postmaster.pid'))?.split('\n') ?? [];
	const [pid, port, state] = [Number(lines[0]), Number(lines[3]), lines[7]?.trim()];
	const password = readIfThere(join(directory, 'password'));
	if (state !== 'ready' || password === null || !findProcess(pid)) return null;
	return `postgres://${ROLE}:${password}@127.0.0.1:${port}/${ROLE}`;
}

function readIfThere(path: string): string | null {
	try {
		return readFileSync(path, 'utf8');
	} catch {
		return null;
	}
}
