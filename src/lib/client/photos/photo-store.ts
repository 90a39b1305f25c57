import type { OutboxDatabase, StoredPhoto } from '../db/outbox-database.ts';

/** Small enough that a killed browser costs little, and that no write blocks the page. */
const CHUNK_BYTES = 256 * 1024;

export type KeptPhoto = { readonly sha256: string; readonly type: string; readonly bytes: number };

/**
 * Keeps a photograph on this device until the server has it: its bytes, never a handle of a file that
 * may be gone tomorrow. When this resolves it survives a killed browser.
 */
export async function keepPhoto(
	db: OutboxDatabase,
	owner: string,
	picture: Blob
): Promise<KeptPhoto> {
	const bytes = await picture.arrayBuffer();
	const sha256 = hex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)));
	const count = Math.ceil(bytes.byteLength / CHUNK_BYTES);
	const pieces = Array.from({ length: count }, (_, index) => ({
		sha256,
		index,
		bytes: bytes.slice(index * CHUNK_BYTES, (index + 1) * CHUNK_BYTES)
	}));
	const photo: StoredPhoto = {
		sha256,
		owner,
		type: picture.type,
		bytes: bytes.byteLength,
		chunks: count,
		uploadUrl: null,
		uploaded: false
	};
	await db.transaction('rw', db.photos, db.chunks, async () => {
		if (await db.photos.get(sha256)) return;
		await db.photos.add(photo);
		await db.chunks.bulkAdd(pieces);
	});
	return { sha256, type: photo.type, bytes: photo.bytes };
}

/** The kept bytes as one picture; null when this device does not have them. */
export async function keptPicture(db: OutboxDatabase, sha256: string): Promise<Blob | null> {
	const photo = await db.photos.get(sha256);
	if (!photo) return null;
	const pieces = await db.chunks
		.where('[sha256+index]')
		.between([sha256, 0], [sha256, photo.chunks])
		.toArray();
	return new Blob(
		pieces.map(({ bytes }) => bytes),
		{ type: photo.type }
	);
}

/** Takes the bytes off the device; only after the server has acknowledged their hash. */
export async function forgetPhoto(db: OutboxDatabase, sha256: string): Promise<void> {
	await db.transaction('rw', db.photos, db.chunks, async () => {
		await db.photos.delete(sha256);
		await db.chunks.where('[sha256+index]').between([sha256, 0], [sha256, Infinity]).delete();
	});
}

const hex = (bytes: Uint8Array): string =>
	Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
