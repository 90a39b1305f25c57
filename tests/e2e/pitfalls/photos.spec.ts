// Photographs on a line that breaks anywhere: all of them arrive whole, none is sent from its beginning again.
import { createHash, randomBytes } from 'node:crypto';
import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import sharp from 'sharp';
import type { StoredPhoto } from '../../../src/lib/client/db/outbox-database.ts';
import { startCuttingProxy } from '../../support/cutting-proxy.ts';
import { expect, test, type City } from '../city.ts';
import type { Device } from '../device.ts';
import { photoInput, register } from '../steps.ts';
import { ROUND_MS, ROUNDS } from './rounds.ts';
import { OUTBOX, outboxOf, readStore } from './storage.ts';

const PHOTOS = 3;
/** Two and a half megabytes each when it is made smaller: nothing in it can be compressed. */
const SIDE = 1600;
/** What is sent in one request; a cut costs one at the most. */
const CHUNK_BYTES = 256 * 1024;
/** Everything else that goes over the line meanwhile: headers, pulls, pushes, the page itself. */
const BESIDES_BYTES = 200 * 1024;

test('pitfall 23: photographs cut at random bytes arrive whole, and little is sent twice', async ({
	city
}) => {
	test.setTimeout(120_000 + ROUNDS * ROUND_MS);
	const proxy = await startCuttingProxy(city.product.address);
	try {
		const args = [`--host-resolver-rules=MAP localhost ${new URL(proxy.url).host}`];
		const desk = await city.at('desktop', 'consultant', { args });
		const at = await takeTicket(desk, 'Zgłoszenie z trzema zdjęciami', args);
		await desk.goOffline(true);
		const photos = await addPhotos(desk);
		const before = proxy.received();
		await desk.goOffline(false);
		const needed = photos.reduce((sum, { bytes }) => sum + bytes, 0);
		// Far enough apart that beginning anew would show, and all of them before everything is there.
		const atMost = Math.min(4 * CHUNK_BYTES, (1.5 * needed) / ROUNDS);
		for (let cut = 1; cut <= ROUNDS; cut++)
			await cutAfter(proxy, Math.ceil(Math.random() * atMost));
		await desk.kill();
		await desk.switchOn(at, { args });
		await allHaveArrived(desk);

		const sent = proxy.received() - before;
		console.log(`» ${ROUNDS} cuts: sent ${sent} bytes for ${needed}`);
		expect(sent).toBeLessThan(needed + (ROUNDS + 1) * CHUNK_BYTES + BESIDES_BYTES);
		await expectWhole(city, desk, { at, photos });
	} finally {
		await proxy.stop();
	}
});

test('pitfall 23: an upload that the server forgot in the middle begins anew, and arrives once', async ({
	city
}) => {
	const proxy = await startCuttingProxy(city.product.address);
	try {
		const args = [`--host-resolver-rules=MAP localhost ${new URL(proxy.url).host}`];
		const desk = await city.at('desktop', 'consultant', { args });
		const at = await takeTicket(desk, 'Zgłoszenie ze zdjęciem na dwa razy', args);
		await desk.goOffline(true);
		const photos = await addPhotos(desk, 1);
		const before = proxy.received();
		await desk.goOffline(false);
		await expect.poll(() => proxy.received() - before).toBeGreaterThan(3 * CHUNK_BYTES);
		await desk.kill();
		const incoming = join(city.product.dataDir, 'files', 'incoming');
		for (const name of readdirSync(incoming)) rmSync(join(incoming, name));
		await desk.switchOn(at, { args });
		await allHaveArrived(desk);
		await expectWhole(city, desk, { at, photos, forgotten: true });
	} finally {
		await proxy.stop();
	}
});

/** @returns where the ticket is seen */
async function takeTicket(
	desk: Device,
	description: string,
	args: readonly string[]
): Promise<string> {
	await register(desk, description);
	await expect(desk.page.getByText('Dotarło do centrum pod numerem')).toBeVisible();
	await desk.page.getByRole('link', { name: 'Zgłoszenie', exact: true }).click();
	await desk.page.getByRole('button', { name: 'Przyjmij zgłoszenie' }).click();
	await expect(photoInput(desk.page)).toBeAttached();
	const { pathname } = new URL(desk.page.url());
	// Its cookies reach the disk when it ends in order, and the kill comes later.
	await desk.switchOff();
	await desk.switchOn(pathname, { args });
	return pathname;
}

async function addPhotos({ page }: Device, count = PHOTOS): Promise<readonly StoredPhoto[]> {
	const files = Array.from({ length: count }, (_, index) => ({
		name: `zdjecie-${index + 1}.bmp`,
		mimeType: 'image/bmp',
		buffer: noise()
	}));
	await photoInput(page).setInputFiles(files);
	await expect.poll(() => photosOn(page), { timeout: 60_000 }).toHaveLength(count);
	await expect
		.poll(async () => (await outboxOf(page)).filter(({ blob }) => blob))
		.toHaveLength(count);
	return photosOn(page);
}

const photosOn = (page: Device['page']) => readStore<StoredPhoto>(page, OUTBOX, 'photos');

/** A picture of which every pixel is another: an uncompressed bitmap, 24 bits each. */
function noise(): Buffer {
	const header = Buffer.alloc(54);
	header.write('BM');
	header.writeUInt32LE(54 + SIDE * SIDE * 3, 2);
	header.writeUInt32LE(54, 10);
	header.writeUInt32LE(40, 14);
	header.writeInt32LE(SIDE, 18);
	header.writeInt32LE(SIDE, 22);
	header.writeUInt16LE(1, 26);
	header.writeUInt16LE(24, 28);
	return Buffer.concat([header, randomBytes(SIDE * SIDE * 3)]);
}

/** Wherever that is: in a head, in a body, between two. */
async function cutAfter(
	{ resetAfterBytes, received }: Awaited<ReturnType<typeof startCuttingProxy>>,
	bytes: number
): Promise<void> {
	const target = received() + bytes;
	resetAfterBytes(bytes);
	// Looked at often: all of it is through within a second.
	await expect.poll(received, { timeout: ROUND_MS, intervals: [5] }).toBeGreaterThanOrEqual(target);
}

async function allHaveArrived({ page }: Device): Promise<void> {
	const waiting = async () => (await outboxOf(page)).filter(({ outcome }) => outcome === null);
	await expect.poll(waiting, { timeout: 90_000 }).toEqual([]);
	const statuses = new Set((await outboxOf(page)).map(({ outcome }) => outcome?.status));
	expect([...statuses]).toEqual(['applied']);
}

type Arrived = {
	readonly at: string;
	readonly photos: readonly StoredPhoto[];
	readonly forgotten?: boolean;
};

/**
 * What came to the server is, byte by byte, what lay on the device: an upload keeps a second name for a day.
 * It is drawn anew before anybody sees it, whole, and the ticket names each once.
 */
async function expectWhole(
	city: City,
	{ page }: Device,
	{ at, photos, forgotten = false }: Arrived
): Promise<void> {
	const incoming = join(city.product.dataDir, 'files', 'incoming');
	const arrived = readdirSync(incoming).map((name) =>
		createHash('sha256')
			.update(readFileSync(join(incoming, name)))
			.digest('hex')
	);
	// Taken away by the test, they are not there to be looked at: the hash was checked on arrival.
	if (!forgotten)
		expect(arrived).toEqual(expect.arrayContaining(photos.map(({ sha256 }) => sha256)));
	const ticketId = at.split('/').at(-1) ?? '';
	for (const { sha256 } of photos) {
		const answer = await page.request.get(
			new URL(`/api/tickets/${ticketId}/photos/${sha256}`, page.url()).href
		);
		expect(answer.status()).toBe(200);
		const { width, height } = await sharp(await answer.body()).metadata();
		expect([width, height]).toEqual([SIDE, SIDE]);
	}
	await expect(page.getByRole('img', { name: 'Zdjęcie' })).toHaveCount(photos.length);
}
