// Who owns a data directory. PostgreSQL guards its cluster against a second PostgreSQL; this file
// guards it against a second lckm, which would otherwise take the first one's server for an orphan
// and stop it.
import { randomUUID } from 'node:crypto';
import { linkSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import process from 'node:process';
import * as v from 'valibot';
import { findProcess, hasCode } from './running-process.ts';

export class DataDirectoryInUse extends Error {
	override readonly name = 'DataDirectoryInUse';

	constructor(dataDir: string, pid: number) {
		super(
			`${dataDir} is in use by another lckm (process ${pid}). ` +
				'Stop that one first, or start this one on another directory.'
		);
	}
}

const Owner = v.object({ pid: v.number(), startedAt: v.string(), claim: v.string() });

/**
 * Makes this process the owner of the directory; a claim whose process is gone is taken over.
 * @returns what gives the directory up again
 * @throws DataDirectoryInUse while the owner lives, this very process included
 */
export function claimDataDirectory(dataDir: string): () => void {
	const path = join(dataDir, 'owner.json');
	const startedAt = findProcess(process.pid)?.startedAt ?? '';
	const claim = JSON.stringify({ pid: process.pid, startedAt, claim: randomUUID() });
	// Written beside and linked into place: whoever sees the file sees all of it.
	const draft = `${path}.${randomUUID()}`;
	writeFileSync(draft, claim);
	try {
		while (!isLinked(draft, path)) {
			const held = readIfThere(path);
			const pid = held === undefined ? undefined : livingOwner(held);
			if (pid !== undefined) throw new DataDirectoryInUse(dataDir, pid);
			if (held !== undefined) discard(path, held);
		}
	} finally {
		rmSync(draft);
	}
	return () => {
		if (readIfThere(path) === claim) rmSync(path, { force: true });
	};
}

function livingOwner(held: string): number | undefined {
	const owner = v.safeParse(v.pipe(v.string(), v.parseJson(), Owner), held);
	if (!owner.success) return undefined;
	const { pid, startedAt } = owner.output;
	return findProcess(pid)?.startedAt === startedAt ? pid : undefined;
}

/** Removes a dead owner's claim; had another starter taken its place meanwhile, that one is put back. */
function discard(path: string, dead: string): void {
	const aside = `${path}.${randomUUID()}`;
	try {
		renameSync(path, aside);
	} catch (failure) {
		if (hasCode(failure, 'ENOENT')) return;
		throw failure;
	}
	if (readIfThere(aside) !== dead) isLinked(aside, path);
	rmSync(aside);
}

function isLinked(from: string, to: string): boolean {
	try {
		linkSync(from, to);
		return true;
	} catch (failure) {
		if (hasCode(failure, 'EEXIST')) return false;
		throw failure;
	}
}

function readIfThere(path: string): string | undefined {
	try {
		return readFileSync(path, 'utf8');
	} catch (failure) {
		if (hasCode(failure, 'ENOENT')) return undefined;
		throw failure;
	}
}
