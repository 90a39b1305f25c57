import 'fake-indexeddb/auto';
import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { OutboxDatabase } from '../db/outbox-database.ts';
import { forgetPhoto, keepPhoto, keptPicture } from './photo-store.ts';

const ANNA = 'person:anna';
let db = new OutboxDatabase('photos');

beforeEach(() => {
	db = new OutboxDatabase('photos');
});
afterEach(async () => {
	await db.delete();
});

/** Bytes that repeat in no chunk, so that a wrong order shows. */
function picture(bytes: number): { blob: Blob; content: Uint8Array<ArrayBuffer>; sha256: string } {
	const content = Uint8Array.from(
		{ length: bytes },
		(_, index) => (index * 7 + (index >> 8)) % 251
	);
	const sha256 = createHash('sha256').update(content).digest('hex');
	return { blob: new Blob([content], { type: 'image/jpeg' }), content, sha256 };
}
const bytesOf = async (blob: Blob | null): Promise<Uint8Array | null> =>
	blob && new Uint8Array(await blob.arrayBuffer());

test.each([
	[1, 1],
	[256 * 1024, 1],
	[256 * 1024 + 1, 2],
	[3_000_000, 12]
])(
	'a photograph of %i bytes is kept in %i pieces and is the same after a restart',
	async (...row) => {
		const [bytes, chunks] = row;
		const { blob, content, sha256 } = picture(bytes);
		expect(await keepPhoto(db, ANNA, blob)).toEqual({ sha256, type: 'image/jpeg', bytes });
		db.close();
		db = new OutboxDatabase('photos');
		const kept = await keptPicture(db, sha256);
		expect(kept?.type).toBe('image/jpeg');
		expect(Buffer.compare((await bytesOf(kept)) ?? new Uint8Array(), content)).toBe(0);
		expect(await db.chunks.count()).toBe(chunks);
		expect(await db.photos.toArray()).toEqual([
			{ sha256, owner: ANNA, type: 'image/jpeg', bytes, chunks, uploadUrl: null, uploaded: false }
		]);
	}
);

test('kept a second time it is one, and how far its upload is stays', async () => {
	const { blob, sha256 } = picture(1000);
	await keepPhoto(db, ANNA, blob);
	await db.photos.update(sha256, { uploaded: true, uploadUrl: '/api/files/1' });
	expect(await keepPhoto(db, ANNA, blob)).toEqual({ sha256, type: 'image/jpeg', bytes: 1000 });
	expect(await db.photos.toArray()).toMatchObject([{ uploaded: true, uploadUrl: '/api/files/1' }]);
	expect(await db.chunks.count()).toBe(1);
});

test('forgotten, its bytes are gone, and no other’s', async () => {
	const [one, other] = [picture(600_000), picture(300_000)];
	await keepPhoto(db, ANNA, one.blob);
	await keepPhoto(db, ANNA, other.blob);
	await forgetPhoto(db, one.sha256);
	expect(await keptPicture(db, one.sha256)).toBeNull();
	expect(await db.chunks.count()).toBe(2);
	const left = await bytesOf(await keptPicture(db, other.sha256));
	expect(Buffer.compare(left ?? new Uint8Array(), other.content)).toBe(0);
});

test('without room for all of it nothing is kept', async () => {
	const { blob, sha256 } = picture(600_000);
	db.chunks.hook('creating', (key) => {
		if (key?.[1] === 2) throw new DOMException('full', 'QuotaExceededError');
	});
	await expect(keepPhoto(db, ANNA, blob)).rejects.toThrow('full');
	expect(await keptPicture(db, sha256)).toBeNull();
	expect(await db.chunks.count()).toBe(0);
});
