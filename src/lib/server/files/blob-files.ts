import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, link, mkdir, open, rename, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { BlobDrawn } from '../db/schema/index.ts';

export const isSha256 = (text: string): boolean => /^[\da-f]{64}$/u.test(text);

/** Where bytes lie under their hash; 256 folders, so that none grows too long to look through. */
export function blobPath(filesDir: string, sha256: string): string {
	return join(filesDir, sha256.slice(0, 2), sha256);
}

/** What is shown in lists, beside it. */
export const smallPath = (filesDir: string, sha256: string): string =>
	`${blobPath(filesDir, sha256)}.small`;

/** Everything that may lie on the disk for one photograph: of one that is drawn nothing is half written. */
export function filesOf(filesDir: string, sha256: string, drawn: BlobDrawn): readonly string[] {
	const paths = [blobPath(filesDir, sha256), smallPath(filesDir, sha256)];
	return drawn === 'ready' ? paths : paths.flatMap((path) => [path, partPath(path)]);
}

const partPath = (path: string): string => `${path}.part`;

/** Puts bytes in the place of what lies there, if anything: the old or the new, and never a half. */
export async function replaceFile(path: string, bytes: Uint8Array): Promise<void> {
	const part = partPath(path);
	await writeFile(part, bytes, { mode: 0o600, flush: true });
	await rename(part, path);
	await syncFile(dirname(path));
}

export type Examined = { readonly sha256: string; readonly head: Uint8Array };

/** Reads a file once, piece by piece. */
export async function examine(path: string): Promise<Examined> {
	const hash = createHash('sha256');
	let head: Uint8Array = new Uint8Array();
	for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
		if (head.length === 0) head = chunk.subarray(0, 64);
		hash.update(chunk);
	}
	return { sha256: hash.digest('hex'), head };
}

/**
 * Gives a file its name under its hash as well. When this resolves it is on the disk for good: only
 * then may a device delete its own bytes.
 */
export async function keepUnderHash(path: string, target: string): Promise<void> {
	await syncFile(path);
	await mkdir(dirname(target), { recursive: true, mode: 0o700 });
	await link(path, target).catch(async (fault: unknown) => {
		const code = fault instanceof Error && 'code' in fault ? fault.code : null;
		// From another disk it is copied: a half of it never stands under its name.
		if (code === 'EXDEV') await copyWhole(path, target);
		else if (code !== 'EEXIST') throw fault;
	});
	await syncFile(dirname(target));
	await syncFile(dirname(dirname(target)));
}

async function copyWhole(path: string, target: string): Promise<void> {
	const part = partPath(target);
	await copyFile(path, part);
	await syncFile(part);
	await rename(part, target);
}

/** Of a folder: what is in it under which name. */
export async function syncFile(path: string): Promise<void> {
	const file = await open(path, 'r');
	try {
		await file.sync();
	} finally {
		await file.close();
	}
}
