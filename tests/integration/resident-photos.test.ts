/** R8.5: photographs of residents, with the form or later by the receipt. */
import { existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLimits } from '#lib/server/auth/limits.ts';
import { blobPath } from '#lib/server/files/blob-files.ts';
import { photograph, TAKEN_BY } from '../support/photograph.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { pairedKiosk, registration, settle, signedIn, TestStore, type Town } from './town.ts';
import { create, hashOf, isThere, upload } from './tus.ts';

let server: TestServer;
let town: Town;
let home: Browser;
let limited = false;

beforeAll(async () => {
	server = await startTestServer(() => {
		const limits = createLimits();
		const spend: typeof limits.spend = (...spent) =>
			limited ? limits.spend(...spent) : Promise.resolve(0);
		return { limits: { ...limits, spend } };
	});
	town = await settle(server.services.db);
	home = server.browser('198.51.100.20');
});
afterAll(() => server.stop());

let width = 300;
/** No two have the same bytes. */
const newPhoto = () => photograph({ width: (width += 1) });
const claim = (bytes: Buffer) => ({
	...{ sha256: hashOf(bytes), type: 'image/jpeg', bytes: bytes.length, caption: '' }
});

async function reported(store = new TestStore(home, 'anybody')) {
	const args = registration({ channel: 'web' });
	const command = store.command('ticket.register', args);
	expect(await store.outcomes(command)).toMatchObject([{ status: 'applied' }]);
	const { subject } = command;
	const add = (photo: object, receiptCode: string = args.receiptCode) =>
		store.command('ticket.addPhoto', { receiptCode, photo }, { subject });
	return { store, subject, receiptCode: args.receiptCode, add };
}

describe('R8.5 a photograph of a resident', () => {
	it('is waited for, comes to the ticket, and is seen at the desk as it was drawn anew', async () => {
		const { store, subject, receiptCode, add } = await reported();
		const bytes = await newPhoto();
		const command = add(claim(bytes));
		expect(await store.outcomes(command)).toMatchObject([{ status: 'retry' }]);
		expect(await upload(home, bytes)).toBe(204);
		expect(await store.outcomes(command)).toMatchObject([{ status: 'applied' }]);
		expect(await home.api.ticket.track.query({ receiptCode })).toMatchObject({ photos: 1 });

		const office = await signedIn(server, 'konsultant');
		const address = `/api/tickets/${subject}/photos/${hashOf(bytes)}`;
		const shown = await office.fetch(address);
		expect(shown.status).toBe(200);
		expect(Buffer.from(await shown.arrayBuffer()).includes(TAKEN_BY)).toBe(false);
		// Whoever is not of the staff sees none, not even their own: the receipt may be in other hands.
		expect((await home.fetch(address)).status).toBe(404);
	});

	it('comes to no ticket whose receipt is another', async () => {
		const { store, add } = await reported();
		const bytes = await newPhoto();
		await upload(home, bytes);
		expect(await store.outcomes(add(claim(bytes), 'ZZZZZZZZZZZZ'))).toMatchObject([
			{ status: 'rejected', refusal: { code: 'invalidReceiptCode' } }
		]);
	});

	it('is the ninth for nobody', async () => {
		const { store, add } = await reported();
		const bytes = await newPhoto();
		await upload(home, bytes);
		const told = await store.outcomes(...Array.from({ length: 9 }, () => add(claim(bytes))));
		expect(told.map(({ status }) => status)).toEqual([
			...Array.from({ length: 8 }, () => 'applied'),
			'rejected'
		]);
		expect(told.at(-1)).toMatchObject({ refusal: { code: 'tooManyPhotos' } });
	});

	it('ends the waiting for the resident', async () => {
		const { store, subject, receiptCode, add } = await reported();
		const desk = new TestStore(
			await signedIn(server, 'konsultant'),
			`person:${town.people.konsultant}`
		);
		const act = (name: string, args: object) => desk.command(name, args, { subject });
		await desk.outcomes(act('ticket.take', {}), act('ticket.askResident', { text: 'Zdjęcie?' }));
		const bytes = await newPhoto();
		await upload(home, bytes);
		await store.outcomes(add(claim(bytes)));
		expect(await home.api.ticket.track.query({ receiptCode })).toMatchObject({ question: '' });
	});
});

describe('whoever is not known', () => {
	it('learns of no bytes whether they are here', async () => {
		const bytes = await newPhoto();
		await upload(home, bytes);
		expect(existsSync(blobPath(server.services.filesDir, hashOf(bytes)))).toBe(true);
		expect(await isThere(home, hashOf(bytes))).toBe(404);
		expect(await isThere(await signedIn(server, 'terenowy'), hashOf(bytes))).toBe(200);
	});

	it('sends no more than five megabytes at once', async () => {
		const size = 5 * 1024 * 1024;
		const bytes = Buffer.from([0xff, 0xd8, 0xff]);
		expect((await create(home, bytes, { size: size + 1 })).status).toBe(413);
		expect((await create(home, bytes, { size })).status).toBe(201);
	});

	it('sends none from a kiosk', async () => {
		const kiosk = await pairedKiosk(server, town);
		expect((await create(kiosk, await newPhoto())).status).toBe(401);
	});

	it('begins sixty in ten minutes from one address, and nobody else pays for it', async () => {
		limited = true;
		try {
			const greedy = server.browser('198.51.100.66');
			const bytes = await newPhoto();
			const told: number[] = [];
			for (let tried = 0; tried < 61; tried += 1) told.push((await create(greedy, bytes)).status);
			expect(told.slice(0, 60).every((status) => status === 201)).toBe(true);
			expect(told.at(-1)).toBe(429);
			expect((await create(server.browser('198.51.100.67'), bytes)).status).toBe(201);
		} finally {
			limited = false;
		}
	});
});
