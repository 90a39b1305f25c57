// § 12(4), RA2.3: what the server's own pages show, at once when it is published and from midnight when it begins.
import { afterAll, beforeAll, expect, test } from 'vitest';
import { PublishedBase } from '#lib/server/portal/published-base.ts';
import { acceptance, EditorialOffice, NOW, TODAY } from './editorial-office.ts';

let office: EditorialOffice;
let now = NOW;
let base: PublishedBase;
beforeAll(async () => {
	office = await EditorialOffice.open();
	base = new PublishedBase({ db: office.db, now: () => now });
});
afterAll(() => office.server.stop());

const accept = (id: string, more: object = {}) =>
	office.editor.api.article.accept.mutate(acceptance(id, more));
const shown = async (ka: string) => (await base.current()).byKa.get(ka)?.bip.fields;

test('what only BIP tells is told at once (field 20)', async () => {
	// Nothing else of it changes: devices hear nothing.
	const made = await office.published({ validFrom: TODAY });
	expect((await shown(made.ka))?.authors).toEqual(made.fields.authors);
	const authors = [{ id: null, name: 'Nowa Autorka' }];
	await accept(await office.submitted(made, { authors }));
	expect((await shown(made.ka))?.authors).toEqual(authors);
});

test('a version for tomorrow is there from midnight, before anything has put it into force', async () => {
	const made = await office.published();
	const id = await office.submitted(made, { title: 'Od jutra' });
	await accept(id, { validFrom: '2090-03-02' });
	now = new Date('2090-03-01T22:59:59Z');
	expect((await shown(made.ka))?.title).toBe(made.fields.title);
	now = new Date('2090-03-01T23:00:00Z');
	expect((await shown(made.ka))?.title).toBe('Od jutra');
	now = NOW;
	expect((await shown(made.ka))?.title).toBe(made.fields.title);
});

test('nothing is read anew while nothing has changed', async () => {
	expect(await base.current()).toBe(await base.current());
});

test('what became internal is gone, and so is what has ended', async () => {
	const [hidden, ending] = [await office.published(), await office.published()];
	await accept(await office.submitted(hidden, { internal: true }));
	await accept(await office.submitted(ending, { validTo: '2090-03-01' }));
	expect(await shown(hidden.ka)).toBeUndefined();
	expect(await shown(ending.ka)).toBeDefined();
	now = new Date('2090-03-01T23:00:00Z');
	expect(await shown(ending.ka)).toBeUndefined();
	now = NOW;
});
