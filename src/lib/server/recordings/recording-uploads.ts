/**
 * Recordings come from the telephone exchange by tus 1.0, piece by piece (R3.2). The exchange has no session:
 * it shows a secret. One call is one recording: sent again it changes nothing, and another content under the
 * same call is refused.
 */
import { createHash, timingSafeEqual } from 'node:crypto';
import { link, mkdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import * as v from 'valibot';
import { saidSchema, type Said } from '#lib/domain/recording.ts';
import { lastGoneMonth, monthOf } from '#lib/domain/retention.ts';
import type { Database } from '../db/connection.ts';
import { examine, syncFile } from '../files/blob-files.ts';
import { DAMAGED, UploadRefused, type UploadRefusal } from '../files/upload-refused.ts';
import { audioTypeOf } from './audio-type.ts';
import { fileRecording, recordingPath } from './recording-store.ts';

export const RECORDINGS_PATH = '/api/recordings';
/** Ten hours of speech as Asterisk writes it. */
const LARGEST_BYTES = 600 * 1024 * 1024;
const LIVES_MS = 24 * 60 * 60_000;
/** A clock that is wrong by more makes a recording of tomorrow. */
const AHEAD_MS = 60 * 60_000;

export type RecordingUploads = {
	readonly handle: (request: Request) => Promise<Response>;
	readonly deleteAbandoned: () => Promise<void>;
};

type UploadServices = {
	readonly db: Database;
	readonly filesDir: string;
	readonly now: () => Date;
	readonly report: (fault: unknown, about: string) => void;
};

const REFUSALS = {
	notSaid: [400, 'An upload names its length, call, started, seconds and sha256'],
	/** R3.2: what would be gone already is not taken in. */
	tooOld: [410, 'The time of this call is over'],
	damaged: DAMAGED,
	noRecording: [415, 'Neither WAV nor MP3 nor Ogg'],
	otherContent: [409, 'This call has another recording']
} as const satisfies Record<string, UploadRefusal>;

/** @param secret null where no exchange is connected: then nothing is taken from anybody */
export async function createRecordingUploads(
	services: UploadServices,
	secret: string | null
): Promise<RecordingUploads> {
	const directory = join(services.filesDir, 'incoming-recordings');
	await mkdir(directory, { recursive: true, mode: 0o700 });
	const datastore = new FileStore({ directory, expirationPeriodInMilliseconds: LIVES_MS });
	const finish = async (upload: Upload): Promise<void> => {
		try {
			await keep(services, upload, join(directory, upload.id));
		} finally {
			// Refused or kept, it is not needed under this name; after a fault it is sent again.
			await datastore.remove(upload.id).catch(() => undefined);
		}
	};
	const server = new Server({
		path: RECORDINGS_PATH,
		datastore,
		relativeLocation: true,
		maxSize: LARGEST_BYTES,
		allowedOrigins: [],
		onUploadCreate: (_request, { size, metadata }) => {
			const said = v.safeParse(saidSchema, metadata);
			if (!size || !said.success) throw new UploadRefused(REFUSALS.notSaid);
			checkTime(said.output, services.now());
			return Promise.resolve({ metadata: metadata ?? {} });
		},
		onUploadFinish: async (_request, upload) => {
			await finish(upload);
			return {};
		},
		onResponseError: (_request, fault) => {
			if ('status_code' in fault) return undefined;
			services.report(fault, 'upload of a recording');
			return { status_code: 500, body: 'Fault\n' };
		}
	});
	return {
		handle: async (request) => {
			if (secret === null) return new Response('No exchange is connected\n', { status: 404 });
			if (!isShown(request, secret))
				return new Response('Not the exchange\n', {
					status: 401,
					headers: { 'www-authenticate': 'Bearer' }
				});
			return server.handleWeb(request);
		},
		deleteAbandoned: async () => {
			await server.cleanUpExpiredUploads();
		}
	};
}

/** Compared by their hashes: how long it takes says nothing of how much was right. */
function isShown(request: Request, secret: string): boolean {
	const shown = /^Bearer (.+)$/u.exec(request.headers.get('authorization') ?? '')?.[1] ?? '';
	const hash = (text: string) => createHash('sha256').update(text).digest();
	return timingSafeEqual(hash(shown), hash(secret));
}

function checkTime({ started }: Said, now: Date): void {
	const at = new Date(started);
	if (at.getTime() > now.getTime() + AHEAD_MS) throw new UploadRefused(REFUSALS.notSaid);
	if (monthOf(at) <= lastGoneMonth(now)) throw new UploadRefused(REFUSALS.tooOld);
}

/** The bytes first and then the row, so that no row is without its bytes. */
async function keep({ db, filesDir, now }: UploadServices, upload: Upload, path: string) {
	const said = v.parse(saidSchema, upload.metadata);
	checkTime(said, now());
	const found = await examine(path);
	if (found.sha256 !== said.sha256) throw new UploadRefused(REFUSALS.damaged);
	const type = audioTypeOf(found.head);
	if (!type) throw new UploadRefused(REFUSALS.noRecording);
	const filed = await fileRecording(db, { said, type, bytes: upload.size ?? 0 }, async (id) => {
		const target = recordingPath(filesDir, id);
		await syncFile(path);
		await mkdir(dirname(target), { recursive: true, mode: 0o700 });
		// Left by a server that died before its commit.
		await rm(target, { force: true });
		await link(path, target);
		await syncFile(dirname(target));
	});
	if (filed === 'otherContent') throw new UploadRefused(REFUSALS.otherContent);
}
