/** What comes from somebody at home, whom nobody knows (R4.1, R8.3, R8.5). */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createLimits } from '#lib/server/auth/limits.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let office: TestStore;
let limited = false;
let address = 0;

beforeAll(async () => {
	server = await startTestServer(() => {
		const limits = createLimits();
		const spend: typeof limits.spend = (...spent) =>
			limited ? limits.spend(...spent) : Promise.resolve(0);
		return { limits: { ...limits, spend } };
	});
	town = await settle(server.services.db);
	office = new TestStore(await signedIn(server, 'konsultant'), `person:${town.people.konsultant}`);
});
afterAll(() => server.stop());

function atHome(): { browser: Browser; store: TestStore } {
	address += 1;
	const browser = server.browser(`198.51.100.${String(address)}`);
	return { browser, store: new TestStore(browser, 'anybody') };
}

const web = (more: object = {}) =>
	registration({ channel: 'web', declaredKind: 'query', location: '', ...more });

async function registered(store: TestStore, more: object = {}) {
	const args = web(more);
	const command = store.command('ticket.register', args);
	const [outcome] = await store.outcomes(command);
	return { command, outcome, code: args.receiptCode, subject: command.subject };
}

const track = ({ browser }: { browser: Browser }, receiptCode: string) =>
	browser.api.ticket.track.query({ receiptCode });

describe('R4.1 the form on the portal', () => {
	it('registers once, whatever is repeated, and tells nothing of who has it', async () => {
		const home = atHome();
		const { command, outcome } = await registered(home.store);
		expect(outcome).toMatchObject({ status: 'applied', heads: {} });
		const again = await home.store.outcomes(command);
		expect(again[0]).toEqual(outcome);
		// The same act from another store: a copy of the browser’s profile.
		const other = new TestStore(home.browser, 'anybody');
		expect(await other.outcomes({ ...command, seq: 1 })).toMatchObject([
			{ status: 'applied', number: outcome?.status === 'applied' ? outcome.number : '' }
		]);
	});

	it.each(['phone', 'hall', 'chat'])('comes in by no other channel: %s', async (channel) => {
		const { outcome } = await registered(atHome().store, { channel, location: 'x' });
		expect(outcome).toMatchObject({ status: 'rejected', refusal: { field: 'channel' } });
	});

	it('opens nothing else: each act of the staff is refused, on one’s own ticket too', async () => {
		const { store } = atHome();
		const { subject } = await registered(store);
		for (const [name, args] of [
			['ticket.take', {}],
			['ticket.addNote', { text: 'x' }],
			['ticket.handTo112', { text: 'x' }]
		] as const) {
			const [outcome] = await store.outcomes(store.command(name, args, { subject }));
			expect(outcome).toMatchObject({ status: 'rejected', refusal: { code: 'notAllowed' } });
		}
	});

	it('R8.3 what came by it is not ended before it was forwarded', async () => {
		const { subject } = await registered(atHome().store);
		const act = (name: string, args: object) => office.command(name, args, { subject });
		await office.outcomes(act('ticket.take', {}), act('ticket.mark', { kind: 'query' }));
		const [end] = await office.outcomes(act('ticket.end', { articleId: randomUUID(), text: '' }));
		expect(end).toMatchObject({ status: 'rejected' });
		const [without] = await office.outcomes(act('ticket.end', { articleId: null, text: '' }));
		expect(without).toMatchObject({ refusal: { code: 'webQueryMustBeForwarded' } });
	});

	it('counts by address, and by how much is sent', async () => {
		limited = true;
		try {
			const { store } = atHome();
			const many = Array.from({ length: 50 }, () => store.command('ticket.register', web()));
			expect((await store.outcomes(...many)).every(({ status }) => status === 'applied')).toBe(
				true
			);
			const more = Array.from({ length: 20 }, () => store.command('ticket.register', web()));
			await expect(store.outcomes(...more)).rejects.toMatchObject({ data: { reason: 'tooMany' } });
			// Nobody else pays for it.
			expect((await registered(atHome().store)).outcome).toMatchObject({ status: 'applied' });
		} finally {
			limited = false;
		}
	});
});

describe('R8.5 what is added by the receipt', () => {
	it('reaches the ticket, is shown to whoever has the code, and to nobody else', async () => {
		const home = atHome();
		const { code, subject } = await registered(home.store);
		const args = { receiptCode: code, text: 'Od strony podwórza' };
		const [added] = await home.store.outcomes(
			home.store.command('ticket.addRemark', args, { subject })
		);
		expect(added).toMatchObject({ status: 'applied' });
		const stranger = atHome();
		const [guessed] = await stranger.store.outcomes(
			stranger.store.command(
				'ticket.addRemark',
				{ ...args, receiptCode: 'ZZZZZZZZZZZZ' },
				{ subject }
			)
		);
		expect(guessed).toMatchObject({ refusal: { code: 'invalidReceiptCode' } });
		expect(await track(stranger, code)).toMatchObject({
			...{ status: 'registered', ticketId: subject, answer: '', disputable: false },
			remarks: [{ text: 'Od strony podwórza' }]
		});
		await expect(track(stranger, 'ZZZZZZZZZZZZ')).rejects.toMatchObject({
			data: { reason: 'notFound' }
		});
	});

	it('R9.4 answers what was asked, and nobody waits any more', async () => {
		const home = atHome();
		const { code, subject } = await registered(home.store);
		const act = (name: string, args: object) => office.command(name, args, { subject });
		const question = 'Przy którym numerze?';
		await office.outcomes(act('ticket.take', {}), act('ticket.askResident', { text: question }));
		expect(await track(home, code)).toMatchObject({ status: 'taken', question });
		const args = { receiptCode: code, text: 'Przy 14' };
		await home.store.outcomes(home.store.command('ticket.addRemark', args, { subject }));
		expect(await track(home, code)).toMatchObject({ question: '', remarks: [{ text: 'Przy 14' }] });
		const [again] = await office.outcomes(act('ticket.resume', { text: '' }));
		expect(again).toMatchObject({ refusal: { code: 'notWaiting' } });
	});

	it('R9.6 the answer is read until the end is disputed, and the ticket is open again', async () => {
		const home = atHome();
		const { code, subject } = await registered(home.store);
		const act = (name: string, args: object) => office.command(name, args, { subject });
		const answer = 'Sprawa należy do GDDKiA.';
		const ended = await office.outcomes(
			act('ticket.take', {}),
			act('ticket.endOutsideCompetence', {
				...{ addressee: 'GDDKiA', legalBasis: 'kpa65', text: answer }
			})
		);
		expect(ended).toMatchObject([{ status: 'applied' }, { status: 'applied' }]);
		expect(await track(home, code)).toMatchObject({ status: 'ended', answer, disputable: true });
		const args = { receiptCode: code, text: 'To droga gminna' };
		const [disputed] = await home.store.outcomes(
			home.store.command('ticket.disputeEnd', args, { subject })
		);
		expect(disputed).toMatchObject({ status: 'applied' });
		expect(await track(home, code)).toMatchObject({
			...{ status: 'taken', answer: '', disputable: false, endedAt: null },
			remarks: [{ text: 'To droga gminna' }]
		});
	});
});
