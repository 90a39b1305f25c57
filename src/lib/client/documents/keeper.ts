/**
 * Keeps on this device the files of required documents that were chosen for it, as the articles change: what is no
 * longer named goes first, what is new comes one by one. It runs beside the sync, and waits where that waits.
 */
import { liveQuery } from 'dexie';
import { fileAddress, filePictureAddress } from '#lib/domain/article/addresses.ts';
import type { DocumentFile } from '#lib/domain/article/document-file.ts';
import {
	bytesOf,
	filesToKeep,
	KEEPING,
	usualKeeping,
	type Keeping
} from '#lib/domain/article/kept-files.ts';
import { PDF } from '#lib/domain/media-types.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import { backoffMs } from '#lib/sync/backoff.ts';
import type { OutboxDatabase } from '../db/outbox-database.ts';
import { dropKeptFiles, isFull, type RowDatabase } from '../db/row-database.ts';
import { readAll } from '../db/rows.ts';
import { Nudge } from '../sync/nudge.ts';
import { KEPT_FILES } from './cache-name.ts';

/** A choice is the device's: it outlives whoever made it. */
const CHOICE = 'keptFiles';
/** Beside the rows, which come again as the files do. */
const PROGRESS = 'keptFiles';
const LOOK_EVERY_MS = 60 * 60_000;

type Held = { readonly outbox: OutboxDatabase; readonly rows: RowDatabase; readonly actor: Actor };
export type KeeperPorts = Held & {
	readonly chance: () => number;
	readonly report: (fault: unknown) => void;
};

/** How far it has got; null before the first look. */
export type KeptProgress = { readonly files: number; readonly of: number };
export type FilesChoice = {
	readonly keeping: Keeping;
	/** What each choice comes to. */
	readonly sizes: Readonly<Record<Keeping, { readonly files: number; readonly bytes: number }>>;
	readonly progress: KeptProgress | null;
	/** There was no room for them. */
	readonly isGivenUp: boolean;
};

/** What was chosen for this device, and what it would take: for a live query. */
export async function readFilesChoice({ outbox, rows, actor }: Held): Promise<FilesChoice> {
	const [keeping, progress, givenUp, articles] = await Promise.all([
		readKeeping(outbox, actor),
		rows.meta.get(PROGRESS),
		rows.meta.get(KEPT_FILES),
		readAll(rows, 'article')
	]);
	const sizeOf = (keeping: Keeping) => {
		const files = filesToKeep(articles, keeping);
		return { files: files.length, bytes: bytesOf(files) };
	};
	return {
		keeping,
		sizes: { none: sizeOf('none'), applications: sizeOf('applications'), all: sizeOf('all') },
		progress: progress ? (progress.value as KeptProgress) : null,
		isGivenUp: givenUp !== undefined
	};
}

async function readKeeping({ meta }: OutboxDatabase, actor: Actor): Promise<Keeping> {
	const chosen = await meta.get(CHOICE);
	return KEEPING.find((one) => one === chosen?.value) ?? usualKeeping(actor);
}

/** Chosen again after there was no room, it is tried again. */
export async function chooseFiles({ outbox, rows }: Held, keeping: Keeping): Promise<void> {
	await outbox.meta.put({ key: CHOICE, value: keeping });
	await rows.meta.delete(KEPT_FILES);
}

export async function runKeeper(ports: KeeperPorts, signal: AbortSignal): Promise<void> {
	const nudge = new Nudge();
	let wanted: readonly DocumentFile[] | null = null;
	const watching = liveQuery(() => readWanted(ports)).subscribe({
		next: (files) => {
			// Articles change all the time, and seldom their files.
			if (wanted !== null && isSame(wanted, files)) return;
			wanted = files;
			nudge.give();
		},
		error: ports.report
	});
	const onNetwork = () => {
		nudge.give();
	};
	addEventListener('online', onNetwork);
	let failures = 0;
	try {
		while (!signal.aborted) {
			const isDone = wanted === null || (await keep(ports, wanted, signal));
			failures = isDone ? 0 : failures + 1;
			const pauseMs = isDone ? LOOK_EVERY_MS : backoffMs(failures, ports.chance(), null);
			await nudge.wait(pauseMs, signal);
		}
	} finally {
		watching.unsubscribe();
		removeEventListener('online', onNetwork);
	}
}

/** Nothing that the keeper itself writes is read here: it would begin anew with each file. */
async function readWanted({ outbox, rows, actor }: Held): Promise<readonly DocumentFile[]> {
	const [keeping, givenUp] = await Promise.all([
		readKeeping(outbox, actor),
		rows.meta.get(KEPT_FILES)
	]);
	return keeping === 'none' || givenUp ? [] : filesToKeep(await readAll(rows, 'article'), keeping);
}

/** @returns false where something has not come, and may come later */
async function keep(
	{ rows, report }: KeeperPorts,
	files: readonly DocumentFile[],
	signal: AbortSignal
): Promise<boolean> {
	try {
		const cache = await caches.open(KEPT_FILES);
		const held = new Set((await cache.keys()).map(({ url }) => new URL(url).pathname));
		const wanted = new Set(files.flatMap(addressesOf));
		for (const address of held) if (!wanted.has(address)) await cache.delete(address);
		let missing = 0;
		const tell = () => rows.meta.put({ key: PROGRESS, value: progressOf(files, held) });
		await tell();
		for (const file of files) {
			for (const address of addressesOf(file)) {
				if (held.has(address) || signal.aborted) continue;
				if (await fetchInto(cache, address, signal)) held.add(address);
				else if (address === fileAddress(file.sha256)) missing += 1;
			}
			await tell();
		}
		return missing === 0;
	} catch (fault) {
		if (signal.aborted) return true;
		if (isFull(fault)) {
			await dropKeptFiles();
			await rows.meta.put({ key: KEPT_FILES, value: true });
			return true;
		}
		if (navigator.onLine) report(fault);
		return false;
	}
}

const isSame = (one: readonly DocumentFile[], other: readonly DocumentFile[]): boolean =>
	one.length === other.length && one.every(({ sha256 }, at) => sha256 === other[at]?.sha256);

const addressesOf = ({ sha256, type }: DocumentFile): readonly string[] =>
	type === PDF ? [fileAddress(sha256), filePictureAddress(sha256)] : [fileAddress(sha256)];

const progressOf = (files: readonly DocumentFile[], held: ReadonlySet<string>): KeptProgress => ({
	files: files.filter(({ sha256 }) => held.has(fileAddress(sha256))).length,
	of: files.length
});

/** @returns false for what the server does not give */
async function fetchInto(cache: Cache, address: string, signal: AbortSignal): Promise<boolean> {
	const answer = await fetch(address, { signal });
	if (!answer.ok) return false;
	await cache.put(address, answer);
	// Whoever worked here left while it came: nothing of theirs stays.
	if (signal.aborted) await cache.delete(address);
	return true;
}
