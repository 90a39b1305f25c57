/** R9.4: what a report of a category must show, from the Pełnomocnik's word to the crew's report. */
import { randomUUID } from 'node:crypto';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { FORM } from '#lib/domain/ticket/forms.ts';
import { category, syncMember, ticket } from '#lib/server/db/schema/index.ts';
import { publishReference } from '#lib/server/organisation/reference-writer.ts';
import type { Command } from '#lib/sync/protocol.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

const PROOF = { photo: true, checklist: ['Zasypano', 'Uprzątnięto'] };
const SHOWN = { photos: ['ab'.repeat(32)], checked: PROOF.checklist };

let server: TestServer;
let town: Town;
let chief: Browser;
let desk: TestStore;
let crew: TestStore;

beforeAll(async () => {
	server = await startTestServer();
	town = await settle(server.services.db);
	chief = await signedIn(server, 'pelnomocnik');
	const consultant = await signedIn(server, 'konsultantka');
	desk = new TestStore(consultant, `person:${town.people.konsultantka}`);
	crew = new TestStore(await signedIn(server, 'terenowy'), `person:${town.people.terenowy}`);
});
afterAll(() => server.stop());

const say = (proof: typeof PROOF | null) =>
	chief.api.category.setProof.mutate({ categoryId: town.categoryId, proof });

type Act = readonly [name: string, args: object];
async function answerTo(store: TestStore, [name, args]: Act, more: Partial<Command>) {
	const [outcome] = await store.outcomes(store.command(name, args, { version: FORM, ...more }));
	return outcome;
}

/** Of this category, and in the hands of the crew. */
async function underWay(): Promise<string> {
	const id = randomUUID();
	const acts = [
		[desk, 'ticket.register', { ...registration(), categoryId: town.categoryId }],
		[desk, 'ticket.take', {}],
		[desk, 'ticket.mark', { kind: 'intervention' }],
		[desk, 'ticket.forward', { unitId: town.unitA, cellId: null }],
		[crew, 'ticket.takeOn', {}]
	] as const;
	for (const [store, name, args] of acts)
		expect(await answerTo(store, [name, args], { subject: id })).toMatchObject({
			status: 'applied'
		});
	return id;
}

const report = (id: string, more: object, version = FORM) =>
	answerTo(crew, ['ticket.reportDone', { manner: 'carriedOut', text: 'Gotowe', ...more }], {
		...{ subject: id, version }
	});
const statusOf = async (id: string) => {
	const [row] = await server.services.db.select().from(ticket).where(eq(ticket.id, id));
	return row?.state.status;
};
const rowText = async () => {
	const [row] = await server.services.db
		.select({ body: syncMember.body })
		.from(syncMember)
		.where(eq(syncMember.id, town.categoryId));
	return row?.body ?? '';
};

describe('R9.4 what a report must show', () => {
	it('is told to every device, and taken back', async () => {
		await say(PROOF);
		expect(JSON.parse(await rowText())).toMatchObject({ proof: PROOF });
		await say(null);
		expect(await rowText()).not.toContain('proof');
	});

	it('holds for what is registered from then on, whatever is said later', async () => {
		const earlier = await underWay();
		await say(PROOF);
		const later = await underWay();
		await say(null);
		expect(await report(earlier, {})).toMatchObject({ status: 'applied' });
		expect(await report(later, {})).toMatchObject({
			...{ status: 'rejected', refusal: { code: 'checklistOpen', field: 'proof.checked' } }
		});
		const without = { proof: { ...SHOWN, photos: [] } };
		expect(await report(later, without)).toMatchObject({
			...{ status: 'rejected', refusal: { code: 'photoRequired', field: 'proof.photos' } }
		});
		expect(await statusOf(later)).toBe('inProgress');
		expect(await report(later, { proof: SHOWN })).toMatchObject({ status: 'applied' });
		expect(await statusOf(later)).toBe('reported');
	});

	it('is not asked of a report that was written down before anybody could', async () => {
		await say(PROOF);
		const id = await underWay();
		expect(await report(id, {}, FORM - 1)).toMatchObject({ status: 'applied' });
		expect(await statusOf(id)).toBe('reported');
	});

	it('is said for a category that there is, or for none', async () => {
		const wanted = { categoryId: randomUUID(), proof: PROOF };
		await expect(chief.api.category.setProof.mutate(wanted)).rejects.toThrow('unknownReference');
	});

	it('outlives the list of categories being written anew', async () => {
		await say(PROOF);
		const { db } = server.services;
		const [row] = await db.select().from(category).where(eq(category.id, town.categoryId));
		if (!row) throw new Error('Gone');
		const { proof: _asked, ...listed } = row;
		await db.transaction((tx) =>
			publishReference(tx, { categories: [{ ...listed, name: 'Wyrwy' }] })
		);
		expect(JSON.parse(await rowText())).toMatchObject({ name: 'Wyrwy', proof: PROOF });
	});
});
