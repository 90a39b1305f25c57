/**
 * Photographs and documents come in piece by piece by tus 1.0, and go on from where a connection was lost. What is
 * whole is checked, named by its hash and noted in the database; only then is it acknowledged.
 *
 * A finished upload keeps its address for a day, as a second name of the same bytes: a device that
 * never heard the last answer asks how far it got, and hears "all of it" instead of sending it again.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { FileStore } from '@tus/file-store';
import { Server, type Upload } from '@tus/server';
import { eq } from 'drizzle-orm';
import { MOST_BYTES_OF_ANYBODY } from '#lib/domain/ticket/arguments.ts';
import { ANYBODY } from '#lib/sync/owner.ts';
import type { Database } from '../db/connection.ts';
import { blob } from '../db/schema/index.ts';
import { blobPath, examine, isSha256, keepUnderHash } from './blob-files.ts';
import { fileTypeOf, isPicture, ZIP } from './file-type.ts';
import { DAMAGED, UploadRefused, type UploadRefusal } from './upload-refused.ts';

export const UPLOADS_PATH = '/api/files';
/** A photograph as the devices send it has about half a megabyte. */
const LARGEST_BYTES = 20 * 1024 * 1024;
/** An upload that was not finished by then begins anew. */
const LIVES_MS = 24 * 60 * 60_000;

export type Uploader = {
	/** The owner key. */
	readonly owner: string;
	/** They bring ODT and DOCX too: of whoever writes articles (documents/article-files.ts). */
	readonly isAuthor: boolean;
};

export type Uploads = {
	/** Others than whoever began an upload do not see it. */
	readonly handle: (request: Request, uploader: Uploader) => Promise<Response>;
	readonly deleteAbandoned: () => Promise<void>;
};

/** In what is noted of an upload: it may be packed. */
const PACKED = 'yes';

export type UploadServices = {
	readonly db: Database;
	readonly filesDir: string;
	readonly report: (fault: unknown, about: string) => void;
	/** Bytes are here that were not before. */
	readonly onkept: () => void;
};

const REFUSALS = {
	notFound: [404, 'No such upload'],
	tooLarge: [413, 'Maximum size exceeded'],
	notAccepted: [400, 'An upload names its length and its SHA-256'],
	damaged: DAMAGED,
	otherKind: [
		415,
		'Neither JPEG nor PNG nor WebP nor PDF nor, of whoever writes articles, ODT or DOCX'
	]
} as const satisfies Record<string, UploadRefusal>;

export async function createUploads(services: UploadServices): Promise<Uploads> {
	const directory = join(services.filesDir, 'incoming');
	await mkdir(directory, { recursive: true, mode: 0o700 });
	const datastore = new FileStore({ directory, expirationPeriodInMilliseconds: LIVES_MS });
	const uploaders = new WeakMap<Request, Uploader>();
	const uploaderOf = (request: object) => uploaders.get(request as Request) ?? null;
	const finish = async (upload: Upload): Promise<void> => {
		try {
			await keepBlob(services, upload, join(directory, upload.id));
		} catch (fault) {
			if (fault instanceof UploadRefused) await datastore.remove(upload.id);
			throw fault;
		}
	};
	const server = new Server({
		path: UPLOADS_PATH,
		datastore,
		relativeLocation: true,
		maxSize: LARGEST_BYTES,
		allowedOrigins: [],
		onUploadCreate: (request, { size, metadata }) => {
			const sha256 = metadata?.['sha256'] ?? '';
			const uploader = uploaderOf(request);
			if (!size || !isSha256(sha256) || uploader === null)
				throw new UploadRefused(REFUSALS.notAccepted);
			const { owner, isAuthor } = uploader;
			if (owner === ANYBODY && size > MOST_BYTES_OF_ANYBODY)
				throw new UploadRefused(REFUSALS.tooLarge);
			const taken = { sha256, uploader: owner, packed: isAuthor ? PACKED : null };
			return Promise.resolve({ metadata: taken });
		},
		onIncomingRequest: async (request, id) => {
			if (request.method === 'POST') return;
			const upload = await datastore.getUpload(id);
			if (upload.metadata?.['uploader'] !== uploaderOf(request)?.owner)
				throw new UploadRefused(REFUSALS.notFound);
			// All bytes are there, but the server died before it had looked at them.
			if (upload.offset === upload.size && request.method === 'HEAD') await finish(upload);
		},
		onUploadFinish: async (_request, upload) => {
			await finish(upload);
			return {};
		},
		onResponseError: (_request, fault) => {
			if ('status_code' in fault) return undefined;
			services.report(fault, 'upload');
			return { status_code: 500, body: 'Fault\n' };
		}
	});
	return {
		handle: (request, uploader) => {
			uploaders.set(request, uploader);
			return server.handleWeb(request);
		},
		deleteAbandoned: async () => {
			await server.cleanUpExpiredUploads();
		}
	};
}

/** Repeating it changes nothing. @throws UploadRefused where these bytes are not kept */
async function keepBlob(
	{ db, filesDir, onkept }: UploadServices,
	upload: Upload,
	path: string
): Promise<void> {
	const { metadata, size = 0 } = upload;
	const sha256 = metadata?.['sha256'] ?? '';
	if (await isKept(db, sha256)) return;
	const found = await examine(path);
	if (found.sha256 !== sha256) throw new UploadRefused(REFUSALS.damaged);
	const type = fileTypeOf(found.head);
	const uploadedBy = metadata?.['uploader'] ?? '';
	if (!type || (type === ZIP && metadata?.['packed'] !== PACKED))
		throw new UploadRefused(REFUSALS.otherKind);
	await keepUnderHash(path, blobPath(filesDir, sha256));
	// A document is shown to nobody here, only given out as it is: there is nothing to draw.
	const drawn = isPicture(type) ? 'waiting' : 'ready';
	await db
		.insert(blob)
		.values({ sha256, type, bytes: size, uploadedBy, drawn })
		.onConflictDoNothing();
	onkept();
}

export async function isKept(db: Database, sha256: string): Promise<boolean> {
	const rows = await db.select({ sha256: blob.sha256 }).from(blob).where(eq(blob.sha256, sha256));
	return rows.length > 0;
}
