/** R3.2: recordings of calls, from the exchange to their end. */
import { randomUUID } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RETENTION_FULL_MONTHS } from '#lib/domain/retention.ts';
import { deleteOldAudit } from '#lib/server/audit/audit-log.ts';
import { auditEntry, recording, ticket } from '#lib/server/db/schema/index.ts';
import { recordingPath } from '#lib/server/recordings/recording-store.ts';
import { countEnding, endRetention } from '#lib/server/tickets/retention.ts';
import { wavOf } from '../support/wav.ts';
import { Exchange, newCall } from './exchange.ts';
import { EXCHANGE_SECRET, startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, takenTicket, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let consultant: Browser;
let desk: TestStore;
let exchange: Exchange;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
	consultant = await signedIn(server, 'konsultantka');
	desk = new TestStore(consultant, `person:${town.people.konsultantka}`);
	exchange = new Exchange(server.browser('192.0.2.200'));
});
afterAll(() => server.stop());

const rowOf = async (call: string) => {
	const [row] = await server.services.db.select().from(recording).where(eq(recording.call, call));
	return row;
};
const NOT_FOUND = { data: { reason: 'notFound', httpStatus: 404 } };

/** A recording that arrived and is linked to a ticket of the consultant. */
async function linked(marker = '') {
	const call = newCall({ agent: 'konsultantka' });
	const bytes = wavOf(1, marker);
	expect(await exchange.upload(call, bytes)).toBe(204);
	const ticketId = await takenTicket(desk);
	const answer = await consultant.api.recording.link.mutate({ ticketId, call: call.call });
	expect(answer).toBe('linked');
	const row = await rowOf(call.call);
	return { ticketId, bytes, id: row?.id ?? '', call: call.call };
}

const hear = (
	browser: Browser,
	{ id, entry, range }: { id: string; entry: string; range?: string }
) => browser.fetch(`/api/playback/${id}?wpis=${entry}`, { headers: range ? { range } : {} });

describe('what comes from the exchange', () => {
	it('is kept once, whatever is sent again, and another content is refused', async () => {
		const [call, bytes] = [newCall(), wavOf(1)];
		expect(await exchange.upload(call, bytes)).toBe(204);
		expect(await exchange.upload(call, bytes)).toBe(204);
		const row = await rowOf(call.call);
		expect(row).toMatchObject({
			seconds: 1,
			type: 'audio/wav',
			bytes: bytes.length,
			ticketId: null
		});
		expect(readFileSync(recordingPath(server.services.filesDir, row?.id ?? ''))).toEqual(bytes);
		expect(await exchange.upload(call, wavOf(2))).toBe(409);
		expect(await rowOf(call.call)).toEqual(row);
		expect(readdirSync(join(server.services.filesDir, 'incoming-recordings'))).toEqual([]);
	});

	it('goes on from where the connection broke', async () => {
		const [call, bytes] = [newCall(), wavOf(1)];
		const address = (await exchange.create(call, bytes)).headers.get('location') ?? '';
		expect((await exchange.send(address, bytes.subarray(0, 5000))).status).toBe(204);
		expect(await exchange.offsetOf(address)).toBe('5000');
		expect((await exchange.send(address, bytes.subarray(5000), 5000)).status).toBe(204);
		expect((await rowOf(call.call))?.bytes).toBe(bytes.length);
	});

	it.each([
		['nothing', {}],
		['a wrong secret', { authorization: `Bearer ${'x'.repeat(36)}` }],
		['no bearer', { authorization: EXCHANGE_SECRET }]
	])('with %s nothing is taken from anybody', async (_what, headers) => {
		const call = newCall();
		const answer = await exchange.create(call, wavOf(1), { 'tus-resumable': '1.0.0', ...headers });
		expect(answer.status).toBe(401);
		// A session of somebody who works here opens it no more than none.
		const staff = await consultant.fetch('/api/recordings', { method: 'POST', headers });
		expect(staff.status).toBe(401);
		expect(await rowOf(call.call)).toBeUndefined();
	});

	it.each([
		['no call', { call: '' }, 400],
		['a call with a slash', { call: '../x' }, 400],
		['no time', { started: 'wczoraj' }, 400],
		['a time to come', { started: '2199-01-01T00:00:00Z' }, 400],
		['a call whose time is over', { started: '2018-02-01T00:00:00Z' }, 410],
		['another hash', { sha256: '0'.repeat(64) }, 460]
	])('%s: refused, and nothing is kept', async (_what, more, status) => {
		const before = await server.services.db.$count(recording);
		expect(await exchange.upload(newCall(more), wavOf(1))).toBe(status);
		expect(await server.services.db.$count(recording)).toBe(before);
	});

	it('what is no recording is refused, whatever it is called', async () => {
		expect(await exchange.upload(newCall(), Buffer.from('<svg onload="alert(1)"></svg>'))).toBe(
			415
		);
		for (const head of ['OggS', 'ID3', '\xff\xfb'])
			expect(
				await exchange.upload(
					newCall(),
					Buffer.concat([Buffer.from(head, 'latin1'), Buffer.alloc(64)])
				)
			).toBe(204);
	});
});

describe('a ticket and its recording', () => {
	it('are linked by whoever took the ticket, also before the recording has come', async () => {
		const call = newCall();
		const ticketId = await takenTicket(desk);
		const link = (browser: Browser, id = ticketId) =>
			browser.api.recording.link.mutate({ ticketId: id, call: call.call });
		const other = await signedIn(server, 'konsultant');
		await expect(link(other)).rejects.toMatchObject(NOT_FOUND);
		expect(await link(consultant)).toBe('linked');
		expect(await link(consultant)).toBe('linked');
		expect(await link(consultant, await takenTicket(desk))).toBe('taken');
		const list = () => consultant.api.recording.ofTicket.query({ ticketId });
		expect(await list()).toMatchObject([{ call: call.call, startedAt: null }]);
		expect(await exchange.upload(call, wavOf(1))).toBe(204);
		expect(await list()).toMatchObject([{ call: call.call, seconds: 1 }]);
	});

	it('the consultant finds their own calls of these days, and nobody else’s', async () => {
		const mine = newCall({ agent: 'konsultantka' });
		await exchange.upload(mine, wavOf(1));
		await exchange.upload(newCall({ agent: 'konsultant' }), wavOf(1));
		const found = await consultant.api.recording.free.query();
		expect(found.map(({ call }) => call)).toContain(mine.call);
		const rows = await server.services.db.select().from(recording);
		const agents = new Map(rows.map(({ call, agent }) => [call, agent]));
		expect(new Set(found.map(({ call }) => agents.get(call)))).toEqual(new Set(['konsultantka']));
	});
});

describe('listening', () => {
	it('begins with a reason in the log, and goes wherever the listener goes', async () => {
		const { id, bytes, ticketId } = await linked();
		const entry = await consultant.api.recording.listen.mutate({ id, reason: 'complaint' });
		const [logged] = await server.services.db
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.id, entry));
		expect(logged).toMatchObject({
			...{ personId: town.people.konsultantka, action: 'recordingPlayed', reason: 'complaint' },
			...{ subject: id, ticketId }
		});
		const whole = await hear(consultant, { id, entry });
		expect(whole.status).toBe(200);
		expect(whole.headers.get('accept-ranges')).toBe('bytes');
		expect(whole.headers.get('cache-control')).toBe('no-store');
		expect(Buffer.from(await whole.arrayBuffer())).toEqual(bytes);
		const part = await hear(consultant, { id, entry, range: 'bytes=100-199' });
		expect(part.status).toBe(206);
		expect(part.headers.get('content-range')).toBe(`bytes 100-199/${String(bytes.length)}`);
		expect(Buffer.from(await part.arrayBuffer())).toEqual(bytes.subarray(100, 200));
		const end = await hear(consultant, { id, entry, range: 'bytes=-50' });
		expect(Buffer.from(await end.arrayBuffer())).toEqual(bytes.subarray(-50));
		const beyond = await hear(consultant, { id, entry, range: `bytes=${String(bytes.length)}-` });
		expect(beyond.status).toBe(416);
		expect(beyond.headers.get('content-range')).toBe(`bytes */${String(bytes.length)}`);
	});

	it('without a word in the log, by somebody else’s, or an hour later, gives nothing', async () => {
		const { id } = await linked();
		const { db } = server.services;
		expect((await hear(consultant, { id, entry: randomUUID() })).status).toBe(404);
		expect((await hear(consultant, { id, entry: '' })).status).toBe(404);
		const entry = await consultant.api.recording.listen.mutate({ id, reason: 'handling' });
		const supervisor = await signedIn(server, 'kierowniczka');
		expect((await hear(supervisor, { id, entry })).status).toBe(404);
		const other = await linked();
		expect((await hear(consultant, { id: other.id, entry })).status).toBe(404);
		expect((await hear(server.browser(), { id, entry })).status).toBe(401);
		await db
			.update(auditEntry)
			.set({ at: new Date(Date.now() - 61 * 60_000) })
			.where(eq(auditEntry.id, entry));
		expect((await hear(consultant, { id, entry })).status).toBe(404);
	});

	it('is for whoever is in charge and the head of the section, and for nobody else', async () => {
		const { id, ticketId } = await linked();
		const listen = ({ api }: Browser) => api.recording.listen.mutate({ id, reason: 'quality' });
		for (const login of ['konsultant', 'urzednik', 'biurowa', 'administrator'] as const) {
			const somebody = await signedIn(server, login);
			const denied = { data: { reason: expect.stringMatching(/notFound|notAllowed/u) as string } };
			await expect(listen(somebody)).rejects.toMatchObject(denied);
			const { recording: api } = somebody.api;
			await expect(api.ofTicket.query({ ticketId })).rejects.toMatchObject(denied);
			await expect(api.withdraw.mutate({ id })).rejects.toMatchObject(denied);
		}
		const supervisor = await signedIn(server, 'kierowniczka');
		const entry = await listen(supervisor);
		expect((await hear(supervisor, { id, entry })).status).toBe(200);
	});
});

describe('R3.3 the end of a recording', () => {
	it('consent withdrawn: the bytes and the row are gone at once, and the log names nothing of it', async () => {
		const { id, call } = await linked('cofnieta-zgoda');
		const entry = await consultant.api.recording.listen.mutate({ id, reason: 'handling' });
		await consultant.api.recording.withdraw.mutate({ id });
		expect(existsSync(recordingPath(server.services.filesDir, id))).toBe(false);
		expect(await rowOf(call)).toBeUndefined();
		expect((await hear(consultant, { id, entry })).status).toBe(404);
		await expect(consultant.api.recording.withdraw.mutate({ id })).rejects.toMatchObject(NOT_FOUND);
		const log = await server.services.db
			.select()
			.from(auditEntry)
			.where(eq(auditEntry.subject, id));
		expect(log.map(({ action }) => action).sort()).toEqual(['recordingDeleted', 'recordingPlayed']);
		expect(JSON.stringify(log)).not.toContain(call);
	});

	it('R15.1 the Pełnomocnik reads the log, and nobody else; after two years an entry is gone', async () => {
		const { id } = await linked();
		await consultant.api.recording.listen.mutate({ id, reason: 'access' });
		const chief = await signedIn(server, 'pelnomocnik');
		const read = () => chief.api.audit.list.query({ before: null });
		const [last] = await read();
		expect(last).toMatchObject({ action: 'recordingPlayed', subject: id, reason: 'access' });
		expect(await chief.api.audit.list.query({ before: last?.at ?? '' })).not.toContainEqual(last);
		await expect(consultant.api.audit.list.query({ before: null })).rejects.toThrow('notAllowed');
		const days = (count: number) => new Date(Date.now() + count * 24 * 60 * 60_000);
		await deleteOldAudit(server.services.db, days(730));
		expect(await read()).toContainEqual(last);
		await deleteOldAudit(server.services.db, days(734));
		expect(await read()).toEqual([]);
	});

	it('leaves with the month of its ticket, without one with that of the call', async () => {
		const { db, filesDir } = server.services;
		const kept = await linked('ze-zgloszeniem');
		const free = newCall();
		await exchange.upload(free, wavOf(1, 'bez-zgloszenia'));
		const freeId = (await rowOf(free.call))?.id ?? '';
		const [row] = await db.select().from(ticket).where(eq(ticket.id, kept.ticketId));
		const month = row?.month ?? 0;
		// The call without a ticket was two months earlier.
		await db
			.update(recording)
			.set({ month: month - 2 })
			.where(eq(recording.id, freeId));
		const at = (goneMonth: number) => {
			const first = goneMonth + RETENTION_FULL_MONTHS + 1;
			return new Date(Date.UTC(Math.floor(first / 12), first % 12, 1, 12));
		};
		const isThere = (id: string) => existsSync(recordingPath(filesDir, id));
		await endRetention({ db, filesDir, now: () => at(month - 2) });
		expect([isThere(freeId), isThere(kept.id)]).toEqual([false, true]);
		expect(await countEnding(db, at(month))).not.toMatchObject({ recordings: 0 });
		await endRetention({ db, filesDir, now: () => at(month) });
		expect(isThere(kept.id)).toBe(false);
		expect(await db.$count(recording)).toBe(0);
		expect(await countEnding(db, at(month))).toMatchObject({ recordings: 0, tickets: 0 });
		const files = readdirSync(filesDir, { recursive: true, withFileTypes: true });
		expect(files.filter((file) => file.isFile())).toEqual([]);
	});

	it('a ticket’s recordings are not found before it is anybody’s', async () => {
		const register = desk.command('ticket.register', registration());
		await desk.outcomes(register);
		const { subject: ticketId } = register;
		await expect(
			consultant.api.recording.link.mutate({ ticketId, call: '1.1' })
		).rejects.toMatchObject(NOT_FOUND);
	});
});
