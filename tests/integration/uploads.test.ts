import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blobPath } from '#lib/server/files/blob-files.ts';
import { blob } from '#lib/server/db/schema/index.ts';
import { photograph, TAKEN_BY } from '../support/photograph.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import {
	addressOf,
	create,
	hashOf,
	isThere,
	JPEG,
	look,
	photoOf,
	PNG,
	send,
	TUS,
	upload,
	WEBP
} from './tus.ts';
import {
	pairedKiosk,
	registration,
	settle,
	signedIn,
	takenTicket,
	TestStore,
	type Town
} from './town.ts';

let server: TestServer;
let town: Town;
let field: Browser;

beforeAll(async () => {
	server = await startTestServer();
	town = await settle(server.services.db);
	field = await signedIn(server, 'terenowy');
});
afterAll(() => server.stop());

const rowsOf = (sha256: string) =>
	server.services.db.select().from(blob).where(eq(blob.sha256, sha256));
const incoming = () => readdirSync(join(server.services.filesDir, 'incoming'));

describe('a photograph on its way in', () => {
	it.each([
		['JPEG', JPEG, 'image/jpeg'],
		['PNG', PNG, 'image/png'],
		['WebP', WEBP, 'image/webp']
	])('is kept under its hash when it is a %s', async (_name, head, type) => {
		const bytes = photoOf(head);
		const sha256 = hashOf(bytes);
		expect(await isThere(field, sha256)).toBe(404);
		expect(await upload(field, bytes)).toBe(204);
		expect(await isThere(field, sha256)).toBe(200);
		expect(await rowsOf(sha256)).toMatchObject([
			{ type, bytes: bytes.length, uploadedBy: `person:${town.people.terenowy}` }
		]);
		expect(readFileSync(blobPath(server.services.filesDir, sha256))).toEqual(bytes);
	});

	it('pitfall 23: comes in pieces, and goes on from where it was cut off', async () => {
		const bytes = photoOf(JPEG, 5000);
		const created = await create(field, bytes);
		expect(created.headers.get('location')).toMatch(/^\/api\/files\/[\da-f]{32}$/u);
		const address = addressOf(created);
		expect((await send(field, address, { bytes: bytes.subarray(0, 2000) })).status).toBe(204);
		const seen = await look(field, address);
		expect(seen.headers.get('upload-offset')).toBe('2000');
		expect((await send(field, address, { bytes: bytes.subarray(1000), offset: 1000 })).status).toBe(
			409
		);
		expect((await send(field, address, { bytes: bytes.subarray(2000), offset: 2000 })).status).toBe(
			204
		);
		expect(await isThere(field, hashOf(bytes))).toBe(200);
	});

	it('is acknowledged again when the last answer was lost', async () => {
		const bytes = photoOf(JPEG);
		const created = await create(field, bytes);
		await send(field, addressOf(created), { bytes });
		const seen = await look(field, addressOf(created));
		expect(seen.status).toBe(200);
		expect(seen.headers.get('upload-offset')).toBe(String(bytes.length));
	});

	it('is looked at when a device asks, where the server died before it could', async () => {
		const bytes = photoOf(JPEG);
		const created = await create(field, bytes);
		const id = addressOf(created).split('/').at(-1) ?? '';
		writeFileSync(join(server.services.filesDir, 'incoming', id), bytes);
		expect(await isThere(field, hashOf(bytes))).toBe(404);
		expect((await look(field, addressOf(created))).status).toBe(200);
		expect(await isThere(field, hashOf(bytes))).toBe(200);
	});

	it('may be sent twice, also at the same moment', async () => {
		const bytes = photoOf(JPEG);
		const all = await Promise.all(Array.from({ length: 4 }, () => upload(field, bytes)));
		expect(all).toEqual([204, 204, 204, 204]);
		expect(await rowsOf(hashOf(bytes))).toHaveLength(1);
	});

	it('is thrown away when its bytes are not those of its hash', async () => {
		const before = incoming();
		const bytes = photoOf(JPEG);
		const claimed = hashOf(Buffer.from('other'));
		expect(await upload(field, bytes, { sha256: claimed })).toBe(460);
		expect(await rowsOf(claimed)).toEqual([]);
		expect(incoming()).toEqual(before);
	});

	it.each([
		['HTML', Buffer.from('<html><script>alert(1)</script></html>')],
		['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>')],
		['GIF', Buffer.from('GIF89a000000000000')],
		['RIFF of another kind', Buffer.from('RIFF\0\0\0\0WAVEfmt ')],
		['a single byte', Buffer.from([0xff])]
	])('is thrown away when it is neither photograph nor PDF: %s', async (_name, bytes) => {
		const before = incoming();
		expect(await upload(field, bytes, { type: 'image/jpeg' })).toBe(415);
		expect(await rowsOf(hashOf(bytes))).toEqual([]);
		expect(existsSync(blobPath(server.services.filesDir, hashOf(bytes)))).toBe(false);
		expect(incoming()).toEqual(before);
	});

	it('is not begun when it is too large, has no length or no hash', async () => {
		const bytes = photoOf(JPEG);
		expect((await create(field, bytes, { size: 20 * 1024 * 1024 + 1 })).status).toBe(413);
		expect((await create(field, bytes, { size: 0 })).status).toBe(400);
		expect((await create(field, bytes, { sha256: '../../etc/passwd' })).status).toBe(400);
		const endless = await field.fetch('/api/files', {
			method: 'POST',
			headers: { ...TUS, 'upload-defer-length': '1' }
		});
		expect(endless.status).toBe(400);
	});

	it('cannot be longer than it said', async () => {
		const bytes = photoOf(JPEG);
		const created = await create(field, bytes, { size: 100 });
		expect((await send(field, addressOf(created), { bytes })).status).toBe(413);
	});

	it('belongs to whoever began it', async () => {
		const bytes = photoOf(JPEG);
		const address = addressOf(await create(field, bytes));
		const other = await signedIn(server, 'biurowa');
		expect((await look(other, address)).status).toBe(404);
		expect((await send(other, address, { bytes })).status).toBe(404);
		expect((await send(field, address, { bytes })).status).toBe(204);
	});

	it('has no other place than its own', async () => {
		for (const address of ['..%2f..%2fetc%2fpasswd', '%2e%2e', 'x', `${'a'.repeat(32)}.json`])
			expect((await look(field, `/api/files/${address}`)).status, address).toBe(404);
	});
});

describe('whoever may not send photographs', () => {
	it('is sent away', async () => {
		const bytes = photoOf(JPEG);
		expect((await create(await pairedKiosk(server, town), bytes)).status).toBe(401);
		expect((await create(await signedIn(server, 'administrator'), bytes)).status).toBe(403);
	});

	it('does not get in through the page of another', async () => {
		const answer = await field.fetch('/api/files', {
			method: 'POST',
			headers: { ...TUS, 'upload-length': '5', 'sec-fetch-site': 'cross-site' }
		});
		expect(answer.status).toBe(403);
	});

	it('is not told more of the server than needed', async () => {
		const answer = await create(field, photoOf(JPEG));
		expect(answer.headers.get('access-control-allow-origin')).toBeNull();
		expect(answer.headers.get('cache-control')).toBe('no-store');
	});
});

describe('a photograph of a ticket (R8.5, R9.4)', () => {
	const read = (browser: Browser, ticketId: string, sha256: string) =>
		browser.fetch(`/api/tickets/${ticketId}/photos/${sha256}`);

	it('is seen by those who may see the ticket, and by nobody else', async () => {
		const consultant = await signedIn(server, 'konsultantka');
		const store = new TestStore(consultant, `person:${town.people.konsultantka}`);
		const first = store.command('ticket.register', registration());
		const { subject } = first;
		const after = (name: string, args: object) =>
			store.command(name, args, { subject, prev: store.seq });
		await store.outcomes(
			first,
			after('ticket.take', {}),
			after('ticket.mark', { kind: 'intervention' }),
			after('ticket.forward', { unitId: town.unitA, cellId: null, text: '' })
		);

		const bytes = await photograph();
		const sha256 = hashOf(bytes);
		const photo = { sha256, type: 'image/png', bytes: bytes.length, caption: '' };
		const team = new TestStore(field, `person:${town.people.terenowy}`);
		const attach = team.command('ticket.attachPhoto', { photo }, { subject });
		expect(await team.outcomes(attach)).toMatchObject([{ status: 'retry' }]);
		await upload(field, bytes);
		expect((await read(field, subject, sha256)).status).toBe(404);
		expect(await team.outcomes(attach)).toMatchObject([{ status: 'applied' }]);

		for (const browser of [field, consultant]) {
			const answer = await read(browser, subject, sha256);
			expect(answer.status).toBe(200);
			const shown = Buffer.from(await answer.arrayBuffer());
			expect(bytes.includes(TAKEN_BY)).toBe(true);
			expect(shown.includes(TAKEN_BY)).toBe(false);
			expect(Object.fromEntries(answer.headers)).toMatchObject({
				'content-type': 'image/jpeg', // as drawn, not as claimed
				'content-length': String(shown.length),
				'x-content-type-options': 'nosniff',
				'content-security-policy': "sandbox; default-src 'none'",
				'cross-origin-resource-policy': 'same-origin',
				'cache-control': 'no-store'
			});
		}
		const small = await field.fetch(`/api/tickets/${subject}/photos/${sha256}?miniatura`);
		expect((await sharp(Buffer.from(await small.arrayBuffer())).metadata()).width).toBe(480);
		const others = [
			server.browser(),
			await pairedKiosk(server, town),
			await signedIn(server, 'biurowa'),
			await signedIn(server, 'komorka'),
			await signedIn(server, 'konsultant'),
			await signedIn(server, 'administrator')
		];
		for (const browser of others) expect((await read(browser, subject, sha256)).status).toBe(404);
		expect((await read(field, randomUUID(), sha256)).status).toBe(404);
		expect((await read(field, subject, 'b'.repeat(64))).status).toBe(404);
		expect((await read(field, 'x', '..')).status).toBe(404);
	});

	it('that cannot be shown is kept, and is given to nobody as it came', async () => {
		const store = new TestStore(field, `person:${town.people.terenowy}`);
		const consultant = await signedIn(server, 'konsultantka');
		const desk = new TestStore(consultant, `person:${town.people.konsultantka}`);
		const subject = await takenTicket(desk);
		const forward = desk.command(
			'ticket.forward',
			{ unitId: town.unitA, cellId: null, text: '' },
			{ subject }
		);
		await desk.outcomes(forward);
		const bytes = photoOf(JPEG, 900);
		const sha256 = hashOf(bytes);
		await upload(field, bytes);
		const photo = { sha256, type: 'image/jpeg', bytes: bytes.length, caption: '' };
		await store.outcomes(store.command('ticket.attachPhoto', { photo }, { subject }));
		expect((await read(field, subject, sha256)).status).toBe(415);
		expect(readFileSync(blobPath(server.services.filesDir, sha256))).toEqual(bytes);
	});
});
