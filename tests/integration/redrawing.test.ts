/** What photographs are shown as: drawn anew, one after another, and never as they came. */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { blobPath, filesOf, smallPath } from '#lib/server/files/blob-files.ts';
import { draw } from '#lib/server/files/picture.ts';
import { Redrawing, redrawOne } from '#lib/server/files/redrawing.ts';
import { blob } from '#lib/server/db/schema/index.ts';
import { photograph, TAKEN_BY } from '../support/photograph.ts';
import { startTestServer, type TestServer } from './harness.ts';

const PIXEL = { width: 2, height: 2, channels: 3, background: '#123456' } as const;
let server: TestServer;
let filesDir: string;

beforeAll(async () => {
	server = await startTestServer();
	// The node that runs draws too; what is looked at here is drawn by nobody else.
	await server.services.redrawing.close();
});
afterAll(() => server.stop());
beforeEach(async () => {
	filesDir = mkdtempSync(path.join(tmpdir(), 'lckm-drawn-'));
	await server.services.db.delete(blob);
	return () => rmSync(filesDir, { recursive: true, force: true });
});

const services = () => ({ ...server.services, filesDir });

async function keep(bytes: Buffer): Promise<string> {
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	mkdirSync(path.dirname(blobPath(filesDir, sha256)), { recursive: true });
	writeFileSync(blobPath(filesDir, sha256), bytes);
	await server.services.db
		.insert(blob)
		.values({ sha256, type: 'image/png', bytes: bytes.length, uploadedBy: 'x' });
	return sha256;
}

async function stateOf(sha256: string) {
	const [row] = await server.services.db.select().from(blob).where(eq(blob.sha256, sha256));
	return row;
}

const read = (sha256: string) => readFileSync(blobPath(filesDir, sha256));

describe('a photograph that was drawn anew', () => {
	it.each(['jpeg', 'png', 'webp'] as const)(
		'tells nothing but what it shows: %s',
		async (format) => {
			const original = await photograph({ format });
			expect(original.includes(TAKEN_BY)).toBe(true);
			const sha256 = await keep(original);
			expect(await redrawOne(services())).toBe(true);
			for (const file of [blobPath(filesDir, sha256), smallPath(filesDir, sha256)]) {
				const bytes = readFileSync(file);
				expect(bytes.includes(TAKEN_BY)).toBe(false);
				expect(bytes.includes('Kowalska')).toBe(false);
				const { exif, xmp, iptc, format: drawn } = await sharp(bytes).metadata();
				expect({ exif, xmp, iptc, drawn }).toEqual({ drawn: 'jpeg' });
			}
			expect(await stateOf(sha256)).toMatchObject({
				drawn: 'ready',
				type: 'image/jpeg',
				bytes: read(sha256).length
			});
		}
	);

	it('stands upright, and is no larger than it is looked at', async () => {
		const sha256 = await keep(await photograph({ width: 4000, height: 1000, orientation: 6 }));
		await redrawOne(services());
		const full = await sharp(read(sha256)).metadata();
		expect([full.width, full.height]).toEqual([640, 2560]);
		const small = await sharp(readFileSync(smallPath(filesDir, sha256))).metadata();
		expect([small.width, small.height]).toEqual([120, 480]);
	});

	it('carries nothing that was hidden behind it', async () => {
		const script = Buffer.from('<script>alert(document.cookie)</script>');
		const sha256 = await keep(Buffer.concat([await photograph(), script]));
		await redrawOne(services());
		expect(await stateOf(sha256)).toMatchObject({ drawn: 'ready' });
		expect(read(sha256).includes('<script>')).toBe(false);
	});

	it('shows what it shows where its end is missing', async () => {
		const whole = await photograph({ width: 1200, height: 900 });
		const sha256 = await keep(whole.subarray(0, Math.floor(whole.length * 0.7)));
		await redrawOne(services());
		expect(await stateOf(sha256)).toMatchObject({ drawn: 'ready' });
	});
});

describe('what cannot be drawn', () => {
	const svg = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"><rect/></svg>';
	const HEAD = Buffer.from([0xff, 0xd8, 0xff, 0xe0]);
	it.each([
		['an SVG', () => Buffer.from(svg)],
		['an SVG behind the first bytes of a JPEG', () => Buffer.concat([HEAD, Buffer.from(svg)])],
		['a PDF', () => Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj')],
		['a GIF', () => sharp({ create: PIXEL }).gif().toBuffer()],
		['a TIFF', () => sharp({ create: PIXEL }).tiff().toBuffer()],
		['nothing', () => Buffer.alloc(0)]
	])('is kept as it came, and shown to nobody: %s', async (_name, make) => {
		const original = await make();
		const sha256 = await keep(original);
		expect(await redrawOne(services())).toBe(true);
		expect(await stateOf(sha256)).toMatchObject({ drawn: 'unreadable' });
		expect(read(sha256)).toEqual(original);
		expect(existsSync(smallPath(filesDir, sha256))).toBe(false);
		// It is not tried again for ever.
		expect(await redrawOne(services())).toBe(false);
	});

	it('a small file that would fill the memory is not opened', async () => {
		const bomb = await sharp({ create: { ...PIXEL, width: 8000, height: 8000 } })
			.png({ compressionLevel: 9 })
			.toBuffer();
		expect(bomb.length).toBeLessThan(1_000_000);
		const file = path.join(filesDir, 'bomb');
		writeFileSync(file, bomb);
		const before = process.memoryUsage().rss;
		expect(await draw(file)).toBeNull();
		expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
	});
});

describe('the queue', () => {
	it('of two nodes each draws others, and none is drawn twice or left', async () => {
		for (let shade = 0; shade < 6; shade += 1) await keep(await photograph({ width: 100 + shade }));
		const drain = async () => {
			let drawn = 0;
			while (await redrawOne(services())) drawn += 1;
			return drawn;
		};
		const [one, other] = await Promise.all([drain(), drain()]);
		expect(one + other).toBe(6);
		const rows = await server.services.db.select().from(blob);
		expect(rows.map(({ drawn }) => drawn)).toEqual(Array.from({ length: 6 }, () => 'ready'));
	});

	it('what somebody waits for comes first', async () => {
		const hashes: string[] = [];
		for (let shade = 0; shade < 4; shade += 1)
			hashes.push(await keep(await photograph({ width: 100 + shade })));
		await redrawOne(services(), hashes.slice(-1));
		expect(await stateOf(hashes[3] ?? '')).toMatchObject({ drawn: 'ready' });
		expect(await stateOf(hashes[0] ?? '')).toMatchObject({ drawn: 'waiting' });
	});

	it('killed between the picture and the note, it is drawn once more and is the same', async () => {
		const sha256 = await keep(await photograph());
		await redrawOne(services());
		await server.services.db.update(blob).set({ drawn: 'waiting' });
		await redrawOne(services());
		expect(await stateOf(sha256)).toMatchObject({ drawn: 'ready' });
		expect((await sharp(read(sha256)).metadata()).width).toBe(800);
	});

	it('a ticket may name the photograph while it is drawn', async () => {
		const sha256 = await keep(await photograph({ width: 4000, height: 3000 }));
		const drawing = redrawOne(services());
		await server.services.db.transaction(async (tx) => {
			await tx.execute(`set local lock_timeout = '200ms'`);
			const found = await tx.execute(`select from blob where sha256 = '${sha256}' for key share`);
			expect(found).toHaveLength(1);
		});
		expect(await drawing).toBe(true);
	});

	it('what is there before anybody nudges is drawn when it starts, and waited for', async () => {
		const sha256 = await keep(await photograph());
		const redrawing = new Redrawing(services());
		try {
			expect(await redrawing.ready(sha256)).toBe('ready');
		} finally {
			await redrawing.close();
		}
	});

	it('names all that may lie on the disk', async () => {
		const sha256 = await keep(await photograph());
		await redrawOne(services());
		const there = filesOf(filesDir, sha256, 'waiting').filter((file) => existsSync(file));
		expect(there).toEqual([blobPath(filesDir, sha256), smallPath(filesDir, sha256)]);
	});
});
