/** R3.1: what is known of a caller and of a place, before one more ticket is taken down of them. */
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { registration, settle, signedIn, TestStore, type Town } from './town.ts';

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

const contact = (phone: string) => ({ name: '', phone, email: '' });

async function registered(more: object): Promise<string> {
	const command = desk.command('ticket.register', registration(more));
	expect(await desk.outcomes(command)).toMatchObject([{ status: 'applied' }]);
	return command.subject;
}

const hints = (more: object = {}, browser = consultant) =>
	browser.api.ticket.hints.query({ phone: '', location: '', categoryId: null, ...more });
const idsOf = (found: readonly { readonly id: string }[]) => found.map(({ id }) => id);

it('R3.1 the earlier tickets of a telephone, however it is typed, the newest first', async () => {
	const first = await registered({ contact: contact('600 700 800') });
	const second = await registered({ contact: contact('+48600700800') });
	await registered({ contact: contact('600 700 801') });
	const { earlier } = await hints({ phone: '600-700-800' });
	expect(idsOf(earlier)).toEqual([second, first]);
	expect(earlier[0]).toEqual({
		id: second,
		number: expect.stringMatching(/^ŁCK\//u) as string,
		status: 'registered',
		registeredAt: expect.any(String) as string,
		description: 'Dziura w jezdni, głęboka na dłoń',
		location: 'ul. Piotrkowska 104',
		unitId: null
	});
	expect((await hints({ phone: '700 800' })).earlier).toEqual([]);
});

it('R3.1 open interventions at the place, of the category or of none, of any desk', async () => {
	const { categoryId } = town;
	const location = 'ul. Rzgowska 17';
	const same = await registered({ location, categoryId });
	const unsorted = await registered({ location: 'Rzgowska 18' });
	await registered({ location: 'ul. Rzgowska 170', categoryId });
	await registered({ location: 'ul. Wschodnia 17', categoryId });
	await registered({ location, declaredKind: 'query' });
	const over = await registered({ location, categoryId });
	const end = desk.command('ticket.handTo112', { text: 'Ranny.' }, { subject: over });
	await desk.outcomes(end);
	const found = await hints({ location: 'na Rzgowskiej, numer 17', categoryId });
	expect(new Set(idsOf(found.alike))).toEqual(new Set([same, unsorted]));
	const office = await signedIn(server, 'konsultant');
	expect(new Set(idsOf((await hints({ location }, office)).alike))).toEqual(
		new Set([same, unsorted])
	);
});

it('R3.1 what is looked up is found by an index, in every month’s part', async () => {
	const plan = async (query: string) => {
		const rows = await server.services.db.transaction(async (tx) => {
			await tx.execute(sql`set local enable_seqscan = off`);
			return tx.execute<Record<string, string>>(sql.raw(`explain ${query}`));
		});
		return rows.map((row) => Object.values(row)[0]).join('\n');
	};
	const caller = `right(regexp_replace(state->'contact'->>'phone', '[^0-9]', '', 'g'), 9)`;
	expect(await plan(`select from ticket where ${caller} = '600700800'`)).not.toContain('Seq Scan');
	expect(
		await plan(
			`select from ticket where status <> 'ended' and state->>'categoryId' = 'x' and registered_at > now()`
		)
	).not.toContain('Seq Scan');
});
