/**
 * Sends photographs one by one by tus (1.0), each from where it was cut off. It runs beside the
 * commands: a photograph is never in the way of the next text.
 */
import { liveQuery } from 'dexie';
import type { DexieOutbox } from '../db/dexie-outbox.ts';
import type { OutboxDatabase, StoredPhoto } from '../db/outbox-database.ts';
import { Nudge } from '../sync/nudge.ts';
import { Pauses } from './pauses.ts';
import { forgetPhoto, keptPicture } from './photo-store.ts';

const ADDRESS = '/api/files';
/** Little enough that a weak network loses no more than this with each cut. */
const CHUNK_BYTES = 256 * 1024;
const LOOK_EVERY_MS = 60_000;

export type UploaderPorts = {
	readonly db: OutboxDatabase;
	readonly outbox: DexieOutbox;
	/** Milliseconds of any clock that goes forward. */
	readonly now: () => number;
	readonly chance: () => number;
	readonly report: (fault: unknown) => void;
};

/** Uploads whatever waits until the signal ends it. One that fails pauses by itself; the others go on. */
export async function runUploads(ports: UploaderPorts, signal: AbortSignal): Promise<void> {
	const { db, outbox, now, chance } = ports;
	const nudge = new Nudge();
	const pauses = new Pauses();
	const watching = watchForNew(ports, nudge);
	const onNetwork = () => {
		pauses.forgetAll();
		nudge.give();
	};
	addEventListener('online', onNetwork);
	try {
		while (!signal.aborted) {
			const waiting = await waitingPhotos(db, outbox.owner);
			const photo = waiting.find(({ sha256 }) => pauses.leftMs(sha256, now()) === 0);
			if (!photo) {
				const lefts = waiting.map(({ sha256 }) => pauses.leftMs(sha256, now()));
				await nudge.wait(Math.min(LOOK_EVERY_MS, ...lefts), signal);
			} else if (await uploadOne(ports, photo, signal)) {
				pauses.forget(photo.sha256);
			} else {
				pauses.begin(photo.sha256, now(), chance());
			}
		}
	} finally {
		watching.unsubscribe();
		removeEventListener('online', onNetwork);
	}
}

function waitingPhotos(db: OutboxDatabase, owner: string): Promise<readonly StoredPhoto[]> {
	return db.photos
		.where('owner')
		.equals(owner)
		.filter(({ uploaded }) => !uploaded)
		.toArray();
}

/** Only a photograph that was not there before is a reason: how far one has got changes all the time. */
function watchForNew({ db, outbox, report }: UploaderPorts, nudge: Nudge) {
	let known = new Set<string>();
	return liveQuery(() => waitingPhotos(db, outbox.owner)).subscribe({
		next: (waiting) => {
			if (waiting.some(({ sha256 }) => !known.has(sha256))) nudge.give();
			known = new Set(waiting.map(({ sha256 }) => sha256));
		},
		error: report
	});
}

async function uploadOne(
	{ db, outbox, report }: UploaderPorts,
	photo: StoredPhoto,
	signal: AbortSignal
): Promise<boolean> {
	const picture = await keptPicture(db, photo.sha256);
	if (!picture) return false;
	try {
		await send(db, { photo, picture, signal });
	} catch (fault) {
		if (!signal.aborted && navigator.onLine) report(fault);
		return false;
	}
	await outbox.blobArrived(photo.sha256);
	return true;
}

type Sending = {
	readonly photo: StoredPhoto;
	readonly picture: Blob;
	readonly signal: AbortSignal;
};

async function send(db: OutboxDatabase, { photo, picture, signal }: Sending): Promise<void> {
	const { Upload } = await import('tus-js-client');
	await new Promise<void>((resolve, reject) => {
		const upload = new Upload(picture, {
			endpoint: ADDRESS,
			uploadUrl: photo.uploadUrl,
			chunkSize: CHUNK_BYTES,
			metadata: { sha256: photo.sha256, type: photo.type },
			// Pauses and repeats are this file's own, with everything else that waits for a network.
			retryDelays: null,
			storeFingerprintForResuming: false,
			onUploadUrlAvailable: () => {
				void db.photos.update(photo.sha256, { uploadUrl: upload.url });
			},
			onSuccess: () => {
				resolve();
			},
			onError: reject
		});
		signal.addEventListener('abort', () => {
			void upload.abort();
			reject(new Error('Upload paused'));
		});
		upload.start();
	});
}

/**
 * Photographs whose command was applied are on the server for good; their bytes here may go. What a form that is
 * not sent yet names stays: the server gives up in time what nothing names.
 */
export async function forgetArrived(db: OutboxDatabase, owner: string): Promise<void> {
	const uploaded = await db.photos
		.where('owner')
		.equals(owner)
		.filter((photo) => photo.uploaded)
		.toArray();
	const entries = await db.commands.where('owner').equals(owner).toArray();
	const needed = new Set(
		entries
			.filter(({ outcome, settled }) => !settled && outcome?.status !== 'quarantined')
			.map(({ command }) => JSON.stringify(command.args))
	);
	const drafts = await db.drafts.where('owner').equals(owner).toArray();
	for (const { value } of drafts) needed.add(JSON.stringify(value));
	for (const { sha256 } of uploaded)
		if (![...needed].some((args) => args.includes(sha256))) await forgetPhoto(db, sha256);
}
