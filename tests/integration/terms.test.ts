/** R4.2: versions of the portal's terms, who approves them, and which one a ticket came under. */
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { portalTerms, portalTermsDraft, ticket } from '#lib/server/db/schema/index.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

let server: TestServer;
let town: Town;
let chief: Browser;
let resident: Browser;

beforeAll(async () => {
	server = await startTestServer(({ limits }) => ({
		limits: { ...limits, spend: () => Promise.resolve(0) }
	}));
	town = await settle(server.services.db);
	chief = await signedIn(server, 'pelnomocnik');
	resident = server.browser('198.51.100.9');
});
afterAll(() => server.stop());
beforeEach(async () => {
	await server.services.db.delete(portalTerms);
	await server.services.db.delete(portalTermsDraft);
});

async function publish(text: string) {
	const draft = await chief.api.terms.draft.query();
	const since = draft?.savedAt ?? null;
	const { savedAt } = await chief.api.terms.save.mutate({ text, since });
	return chief.api.terms.approve.mutate({ seen: savedAt });
}

const CHANGED = { data: { reason: 'changedMeanwhile' } };

it('R4.2 before the first version there are none', async () => {
	expect(await resident.api.terms.read.query({ version: null })).toEqual({
		terms: null,
		approvals: []
	});
});

it('R4.2 an approved version is there for everybody, with its date and who approved it', async () => {
	const before = Date.now();
	const first = await publish('Pierwszy regulamin.');
	expect(first).toMatchObject({ version: 1, text: 'Pierwszy regulamin.' });
	expect(Date.parse(first.approvedAt)).toBeGreaterThanOrEqual(before);
	await publish('Drugi regulamin.');
	const now = await resident.api.terms.read.query({ version: null });
	expect(now.terms).toMatchObject({
		version: 2,
		text: 'Drugi regulamin.',
		approvedBy: 'Pracownik pelnomocnik'
	});
	expect(now.approvals.map(({ version }) => version)).toEqual([2, 1]);
	const earlier = await resident.api.terms.read.query({ version: 1 });
	expect(earlier.terms).toEqual(first);
});

it('R4.2 a draft is nobody’s terms, and goes with its approval', async () => {
	await chief.api.terms.save.mutate({ text: 'Projekt.', since: null });
	expect((await resident.api.terms.read.query({ version: null })).terms).toBeNull();
	const draft = await chief.api.terms.draft.query();
	expect(draft).toMatchObject({ text: 'Projekt.', savedBy: 'Pracownik pelnomocnik' });
	await chief.api.terms.approve.mutate({ seen: draft?.savedAt ?? '' });
	expect(await chief.api.terms.draft.query()).toBeNull();
});

it('R4.2 only the draft that was read is approved', async () => {
	const { savedAt } = await chief.api.terms.save.mutate({ text: 'Przeczytany.', since: null });
	const other = await signedIn(server, 'pelnomocnik');
	await other.api.terms.save.mutate({ text: 'Podmieniony.', since: savedAt });
	await expect(chief.api.terms.approve.mutate({ seen: savedAt })).rejects.toMatchObject(CHANGED);
	expect((await resident.api.terms.read.query({ version: null })).terms).toBeNull();
});

it('R4.2 of two who write at once the second one overwrites nothing', async () => {
	const texts = ['Jeden.', 'Dwa.', 'Trzy.', 'Cztery.'];
	const saved = await Promise.allSettled(
		texts.map((text) => chief.api.terms.save.mutate({ text, since: null }))
	);
	expect(saved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
});

it('R4.2 of two who approve at once there is one version', async () => {
	const { savedAt } = await chief.api.terms.save.mutate({ text: 'Raz.', since: null });
	const approved = await Promise.allSettled(
		[1, 2, 3].map(() => chief.api.terms.approve.mutate({ seen: savedAt }))
	);
	expect(approved.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
	expect((await resident.api.terms.read.query({ version: null })).approvals).toHaveLength(1);
});

it.each([' ', 'x'.repeat(60_001)])('R4.2 an impossible text changes nothing', async (text) => {
	await expect(chief.api.terms.save.mutate({ text, since: null })).rejects.toMatchObject({
		data: { reason: 'invalid' }
	});
	expect(await chief.api.terms.draft.query()).toBeNull();
});

/** @returns the version that the ticket came under */
async function sent(capturedAt: string, more: object = {}): Promise<number | undefined> {
	const home = new TestStore(resident, 'anybody');
	const args = registration({ channel: 'web', ...more });
	const command = home.command('ticket.register', args, { capturedAt });
	expect(await home.outcomes(command)).toMatchObject([{ status: 'applied' }]);
	return termsOf(command.subject);
}

async function termsOf(id: string): Promise<number | undefined> {
	const [row] = await server.services.db.select().from(ticket).where(eq(ticket.id, id));
	return row?.state.terms;
}

it('R4.2 a ticket from the portal remembers the version in force when it was written', async () => {
	expect(await sent(new Date().toISOString())).toBeUndefined();
	const first = await publish('Pierwszy.');
	const second = await publish('Drugi.');
	expect(await sent(new Date().toISOString())).toBe(2);
	// Written without a network, and sent when there was another version already.
	expect(await sent(first.approvedAt)).toBe(second.approvedAt === first.approvedAt ? 2 : 1);
	// A clock that is ahead has seen no version that there is not.
	expect(await sent('2099-01-01T00:00:00.000Z')).toBe(2);
});

it('R4.2 what comes by telephone is under no terms of the portal, and keeps that through its life', async () => {
	await publish('Pierwszy.');
	const desk = new TestStore(
		await signedIn(server, 'konsultantka'),
		`person:${town.people.konsultantka}`
	);
	const command = desk.command('ticket.register', registration());
	await desk.outcomes(command);
	expect(await termsOf(command.subject)).toBeUndefined();
});

it('R4.2 the version stays with the ticket when it goes on', async () => {
	await publish('Pierwszy.');
	const home = new TestStore(resident, 'anybody');
	const command = home.command('ticket.register', registration({ channel: 'web' }));
	await home.outcomes(command);
	const office = new TestStore(
		await signedIn(server, 'konsultant'),
		`person:${town.people.konsultant}`
	);
	const take = office.command('ticket.take', {}, { subject: command.subject });
	expect(await office.outcomes(take)).toMatchObject([{ status: 'applied' }]);
	expect(await termsOf(command.subject)).toBe(1);
});
