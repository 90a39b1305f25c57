/** R8.5: e-mail to residents who want it: what is told, to whom, and that each letter goes once. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { FORM } from '#lib/domain/ticket/forms.ts';
import { letter } from '#lib/server/db/schema/index.ts';
import { createMailer, type Mailer } from '#lib/server/letters/mailer.ts';
import { deleteOldLetters, sendLetters } from '#lib/server/letters/send-letters.ts';
import { endRetention } from '#lib/server/tickets/retention.ts';
import { Mailbox } from '../support/mailbox.ts';
import { startTestServer, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

const EMAIL = 'jan.kowalski@example.pl';
const MATTER = 'Sąsiad z lokalu 7 zalewa mieszkanie';
const DAY_MS = 86_400_000;

let server: TestServer;
let town: Town;
let desk: TestStore;
let mailbox: Mailbox;
let mailer: Mailer;
const faults: unknown[] = [];

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
	const consultant = await signedIn(server, 'konsultantka');
	desk = new TestStore(consultant, `person:${town.people.konsultantka}`);
	mailbox = new Mailbox();
	await mailbox.listen();
	mailer = createMailer({ smtpUrl: mailbox.url, from: 'ŁCKzM <lckm@example.org>' });
});
beforeEach(async () => {
	await server.services.db.delete(letter);
	mailbox.received.length = 0;
	mailbox.refuses = false;
	faults.length = 0;
});
afterAll(async () => {
	mailer.close();
	await mailbox.close();
	await server.stop();
});

const services = (inMs = 0, letters: Mailer | null = mailer) => ({
	...{ db: server.services.db, origin: 'https://lckm.example', letters },
	now: () => new Date(Date.now() + inMs),
	report: (fault: unknown) => void faults.push(fault)
});
const send = (inMs = 0, letters: Mailer | null = mailer) => sendLetters(services(inMs, letters));
const waiting = () => server.services.db.select().from(letter);

type Act = readonly [name: string, args: object];
async function act(subject: string, [name, args]: Act): Promise<void> {
	const command = desk.command(name, args, { subject, version: FORM });
	expect(await desk.outcomes(command)).toMatchObject([{ status: 'applied' }]);
}

async function registered(contact: object = { letters: true }) {
	const subject = randomUUID();
	const args = {
		...{ ...registration(), description: MATTER },
		contact: { name: 'Jan Kowalski', phone: '', email: EMAIL, ...contact }
	};
	await act(subject, ['ticket.register', args]);
	return { subject, receiptCode: args.receiptCode };
}

describe('R8.5 a letter', () => {
	it('tells that a ticket is registered, and nothing of the matter, who it is or the code', async () => {
		const { receiptCode } = await registered();
		expect(await send()).toBe(1);
		const [mail] = mailbox.received;
		expect(mail?.to).toEqual([EMAIL]);
		expect(mail?.subject).toMatch(/^ŁCK\/\d{4}\/\d{6}: zarejestrowaliśmy zgłoszenie$/u);
		expect(mail?.text).toContain('https://lckm.example/sprawdz');
		expect(mail?.raw).toMatch(/^Auto-Submitted: auto-generated$/mu);
		for (const secret of [receiptCode, MATTER, 'Kowalski'])
			expect(`${mail?.text ?? ''}${mail?.subject ?? ''}`).not.toContain(secret);
		expect(await waiting()).toEqual([]);
		expect(await send(DAY_MS)).toBe(0);
	});

	it('goes to nobody who did not ask for it', async () => {
		await registered({ letters: false });
		await registered({ email: '', letters: false });
		expect(await waiting()).toEqual([]);
	});

	it('tells of a question and of the end', async () => {
		const { subject } = await registered();
		await act(subject, ['ticket.take', {}]);
		await act(subject, ['ticket.askResident', { text: 'Które piętro?' }]);
		await act(subject, ['ticket.resume', { text: '' }]);
		await act(subject, [
			'ticket.endOutsideCompetence',
			{ addressee: 'Spółdzielnia', legalBasis: 'kpa65', text: 'Przekazano spółdzielni' }
		]);
		expect(await send()).toBe(3);
		expect(mailbox.received.map((mail) => mail.subject.replace(/^.*: /u, '')).sort()).toEqual([
			'mamy pytanie',
			'zakończyliśmy zgłoszenie',
			'zarejestrowaliśmy zgłoszenie'
		]);
		for (const { text } of mailbox.received) expect(text).not.toMatch(/piętro|[Ss]półdzieln/u);
	});

	it('does not go once the resident wants no more, and goes to the address that was put right', async () => {
		const stopped = await registered();
		const home = new TestStore(server.browser('198.51.100.50'), 'anybody');
		const stop = home.command(
			'ticket.stopLetters',
			{ receiptCode: stopped.receiptCode },
			{ subject: stopped.subject, version: FORM }
		);
		expect(await home.outcomes(stop)).toMatchObject([{ status: 'applied' }]);
		const moved = await registered();
		await act(moved.subject, ['ticket.take', {}]);
		const value = 'jan@example.org';
		await act(moved.subject, ['ticket.correct', { field: 'email', was: EMAIL, value }]);
		expect(await send()).toBe(1);
		expect(mailbox.received.map(({ to }) => to)).toEqual([[value]]);
		expect(await waiting()).toEqual([]);
	});

	it('waits while the mail server does not take it, longer each time, and is then the same', async () => {
		await registered();
		mailbox.refuses = true;
		expect(await send()).toBe(0);
		expect(faults).toHaveLength(1);
		// Not at once again, and not much later than it could be.
		expect(await send(60_000)).toBe(0);
		expect(faults).toHaveLength(1);
		expect(await send(3 * 60_000)).toBe(0);
		expect(faults).toHaveLength(2);
		mailbox.refuses = false;
		expect(await send(4 * 60_000)).toBe(0);
		expect(await send(8 * 60_000)).toBe(1);
		expect(mailbox.received).toHaveLength(1);
	});

	it('that breaks off holds up no other', async () => {
		await registered();
		await registered();
		let calls = 0;
		const flaky: Mailer = {
			...mailer,
			send: (mail) => ((calls += 1) === 1 ? Promise.reject(new Error('cut')) : mailer.send(mail))
		};
		expect(await send(0, flaky)).toBe(1);
		expect(await waiting()).toHaveLength(1);
	});

	it('goes once, whoever sends', async () => {
		for (let count = 0; count < 6; count += 1) await registered();
		const sent = await Promise.all([send(), send(), send()]);
		expect(sent.reduce((sum, one) => sum + one)).toBe(6);
		expect(new Set(mailbox.received.map(({ messageId }) => messageId)).size).toBe(6);
		expect(mailbox.received).toHaveLength(6);
	});

	it('taken by a node that was killed is sent by another, under the same message id', async () => {
		await registered();
		const ids: string[] = [];
		const killed: Mailer = {
			...mailer,
			send: (mail) => {
				ids.push(mail.messageId);
				return Promise.reject(new Error('killed'));
			}
		};
		await send(0, killed);
		expect(await send(5 * 60_000)).toBe(1);
		expect(mailbox.received.map(({ messageId }) => messageId)).toEqual(ids);
	});

	it('is given up after a week, and with the time of its ticket', async () => {
		await registered();
		await deleteOldLetters(services(6 * DAY_MS));
		expect(await waiting()).toHaveLength(1);
		await deleteOldLetters(services(8 * DAY_MS));
		expect(await waiting()).toEqual([]);
		await registered();
		const later = () => new Date(Date.now() + 250 * DAY_MS);
		await endRetention({ ...server.services, now: later });
		expect(await waiting()).toEqual([]);
	});
});

it('R8.5 a city that sends no mail offers none', async () => {
	const facts = await server.browser().api.city.facts.query({ known: null });
	expect(facts).toMatchObject({ sendsLetters: false });
	await registered();
	expect(await send(0, null)).toBe(0);
});
