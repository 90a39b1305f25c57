/** R6.2, R8.5: documents on tickets: what they are, who has them, and that nothing of them runs here. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORM } from '#lib/domain/ticket/forms.ts';
import { photograph } from '../support/photograph.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, takenTicket, TestStore, type Town } from './town.ts';
import { create, hashOf, upload } from './tus.ts';

const NAME = 'pismo – „skan” (1).pdf';

let server: TestServer;
let town: Town;
let consultant: Browser;
let desk: TestStore;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
	consultant = await signedIn(server, 'konsultantka');
	desk = new TestStore(consultant, `person:${town.people.konsultantka}`);
});
afterAll(() => server.stop());

const newPdf = (size = 700) => Buffer.concat([Buffer.from('%PDF-1.7\n'), randomBytes(size)]);
const claim = (bytes: Buffer, name = NAME) => ({
	...{ sha256: hashOf(bytes), bytes: bytes.length, name }
});
const read = (browser: Browser, subject: string, bytes: Buffer) =>
	browser.fetch(`/api/tickets/${subject}/documents/${hashOf(bytes)}`);
const attach = (subject: string, document: object) =>
	desk.command('ticket.attachDocument', { document }, { subject, version: FORM });

async function attached(bytes = newPdf()): Promise<{ subject: string; bytes: Buffer }> {
	const subject = await takenTicket(desk);
	expect(await upload(consultant, bytes, { type: 'application/pdf' })).toBe(204);
	expect(await desk.outcomes(attach(subject, claim(bytes)))).toMatchObject([{ status: 'applied' }]);
	return { subject, bytes };
}

describe('R6.2 a document', () => {
	it('waits for its bytes, and is given out whole, to be saved under its name', async () => {
		const subject = await takenTicket(desk);
		const bytes = newPdf();
		const command = attach(subject, claim(bytes));
		expect(await desk.outcomes(command)).toMatchObject([{ status: 'retry' }]);
		expect(await upload(consultant, bytes)).toBe(204);
		expect(await desk.outcomes(command)).toMatchObject([{ status: 'applied' }]);
		const answer = await read(consultant, subject, bytes);
		expect(answer.status).toBe(200);
		expect(Buffer.from(await answer.arrayBuffer())).toEqual(bytes);
		const disposition = answer.headers.get('content-disposition') ?? '';
		expect(Object.fromEntries(answer.headers)).toMatchObject({
			'content-type': 'application/pdf',
			'x-content-type-options': 'nosniff',
			'content-security-policy': "sandbox; default-src 'none'",
			'cross-origin-resource-policy': 'same-origin',
			'cache-control': 'no-store'
		});
		const [, name = ''] =
			/^attachment; filename\*=UTF-8''([\w!#$&+.^`|~%-]+)$/u.exec(disposition) ?? [];
		expect(decodeURIComponent(name)).toBe(NAME);
	});

	it('is nobody’s who may not see the ticket', async () => {
		const { subject, bytes } = await attached();
		for (const login of ['konsultant', 'biurowa', 'terenowy', 'administrator', 'urzednik'] as const)
			expect((await read(await signedIn(server, login), subject, bytes)).status).toBe(404);
		expect((await read(server.browser(), subject, bytes)).status).toBe(404);
		expect((await read(consultant, await takenTicket(desk), bytes)).status).toBe(404);
		expect((await consultant.fetch(`/api/tickets/x/documents/..`)).status).toBe(404);
	});

	it('is never shown as a picture, and a picture is no document', async () => {
		const { subject, bytes } = await attached();
		const photo = { sha256: hashOf(bytes), type: 'image/jpeg', bytes: bytes.length, caption: '' };
		await desk.outcomes(desk.command('ticket.attachPhoto', { photo }, { subject }));
		const shown = await consultant.fetch(`/api/tickets/${subject}/photos/${photo.sha256}`);
		expect(shown.status).toBe(404);
		const picture = await photograph({ width: 311 });
		await upload(consultant, picture);
		await desk.outcomes(attach(subject, claim(picture)));
		expect((await read(consultant, subject, picture)).status).toBe(404);
	});

	it.each([
		['an old Word file', Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1, 1, 2, 3])],
		['an archive', Buffer.from('PK\u0003\u0004something')],
		['a page', Buffer.from('<html><script>alert(1)</script></html>')],
		['a PDF that begins later', Buffer.from('\n%PDF-1.7\n')],
		['SVG', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')]
	])('is not %s, whatever it says', async (_what, bytes) => {
		expect(await upload(consultant, bytes, { type: 'application/pdf' })).toBe(415);
	});

	it('has the end of its kind, whatever it was called', async () => {
		const subject = await takenTicket(desk);
		const bytes = newPdf();
		await upload(consultant, bytes);
		await desk.outcomes(attach(subject, claim(bytes, 'faktura.exe')));
		const answer = await read(consultant, subject, bytes);
		expect(answer.headers.get('content-disposition')).toMatch(/faktura\.exe\.pdf$/u);
	});
});

describe('R8.5 a document of a resident', () => {
	it('comes by the receipt, is counted there, and is seen at the desk alone', async () => {
		const home = server.browser('198.51.100.40');
		const store = new TestStore(home, 'anybody');
		const args = registration({ channel: 'web' });
		const command = store.command('ticket.register', args);
		await store.outcomes(command);
		const { subject } = command;
		const { receiptCode } = args;
		const bytes = newPdf();
		expect(await upload(home, bytes)).toBe(204);
		const add = (code: string) =>
			store.command(
				'ticket.addDocument',
				{ receiptCode: code, document: claim(bytes) },
				{ subject, version: FORM }
			);
		expect(await store.outcomes(add('ZZZZZZZZZZZZ'))).toMatchObject([
			{ status: 'rejected', refusal: { code: 'invalidReceiptCode' } }
		]);
		expect(await store.outcomes(add(receiptCode))).toMatchObject([{ status: 'applied' }]);
		expect(await home.api.ticket.track.query({ receiptCode })).toMatchObject({ documents: 1 });
		const office = await signedIn(server, 'konsultant');
		expect((await read(office, subject, bytes)).status).toBe(200);
		expect((await read(home, subject, bytes)).status).toBe(404);
	});

	it('is smaller than one of staff may be', async () => {
		const size = 5 * 1024 * 1024 + 1;
		const home = server.browser('198.51.100.41');
		expect((await create(home, newPdf(8), { size })).status).toBe(413);
		expect((await create(consultant, newPdf(8), { size })).status).toBe(201);
	});
});
