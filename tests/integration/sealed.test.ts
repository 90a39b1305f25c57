import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seal } from '#lib/client/seal.ts';
import { sealingKey, syncFailure, ticket } from '#lib/server/db/schema/index.ts';
import { newKeyPair } from '#lib/server/sync/unseal.ts';
import type { Command } from '#lib/sync/protocol.ts';
import { headerOf, type SealingKey } from '#lib/sync/sealed.ts';
import { startTestServer, type Browser, type TestServer } from './harness.ts';
import { pairedKiosk, registration, settle, TestStore, type Town } from './town.ts';

const WORDS = { description: 'Dziura w jezdni przed moim domem', channel: 'hall' };

let server: TestServer;
let town: Town;
let kiosk: Browser;
let store: TestStore;

beforeAll(async () => {
	server = await startTestServer();
	town = await settle(server.services.db);
	kiosk = await pairedKiosk(server, town);
	const { actor } = await kiosk.api.account.me.query();
	store = new TestStore(kiosk, `device:${actor.type === 'device' ? actor.id : ''}`);
});
afterAll(() => server.stop());

async function sealed(key: SealingKey, command: Command): Promise<Command> {
	return { ...command, args: { ...(await seal(key, headerOf(command), command.args)) } };
}
const written = () => store.command('ticket.register', registration(WORDS));
const keyOfNow = () => kiosk.api.device.sealingKey.query();
const ticketOf = async ({ subject }: Command) => {
	const rows = await server.services.db.select().from(ticket).where(eq(ticket.id, subject));
	return rows[0]?.state ?? null;
};

const keptOf = ({ seq }: Command) =>
	server.services.db.select().from(syncFailure).where(eq(syncFailure.seq, seq));

describe('pitfall 8: what a kiosk has sealed', () => {
	it('is opened here, decided, and told again to whoever asks again', async () => {
		const command = await sealed(await keyOfNow(), written());
		expect(JSON.stringify(command)).not.toContain('jezdni');
		const [outcome] = await store.outcomes(command);
		expect(outcome).toMatchObject({ status: 'applied' });
		expect(await store.outcomes(command)).toEqual([outcome]);
		expect(await ticketOf(command)).toMatchObject(WORDS);
	});

	it('opens also long after kiosks were given another key', async () => {
		const before = await keyOfNow();
		const command = await sealed(before, written());
		const after = await server.services.sealing.replace(new Date());
		expect(after.kid).not.toBe(before.kid);
		expect(await keyOfNow()).toEqual(after);
		expect(await store.outcomes(command)).toMatchObject([{ status: 'applied' }]);
	});

	it('has one key, whoever asks first', async () => {
		await server.services.db.delete(sealingKey);
		const keys = await Promise.all(Array.from({ length: 8 }, keyOfNow));
		expect(new Set(keys.map(({ kid }) => kid)).size).toBe(1);
	});

	it('is kept whole, and opened, where it is refused: nobody comes back to mend it', async () => {
		const first = await sealed(await keyOfNow(), written());
		await store.outcomes(first);
		const receiptCode = (await ticketOf(first))?.receiptCode;
		const twice = store.command('ticket.register', registration({ ...WORDS, receiptCode }));
		const bad = await sealed(await keyOfNow(), twice);
		const good = await sealed(await keyOfNow(), written());
		const outcomes = await store.outcomes(bad, good);
		expect(outcomes).toMatchObject([{ status: 'quarantined' }, { status: 'applied' }]);
		expect(await store.outcomes(bad)).toMatchObject([{ status: 'quarantined' }]);
		expect(await ticketOf(bad)).toBeNull();
		expect(await keptOf(bad)).toMatchObject([
			{
				quarantined: true,
				error: 'refused (invalidReceiptCode): ticket.register@1',
				command: { id: bad.id, args: twice.args }
			}
		]);
	});

	it.each([
		[
			'to a key that nobody here has',
			async (command: Command) => {
				const { key } = await newKeyPair();
				return sealed(key, command);
			}
		],
		[
			'and was changed since',
			async (command: Command) => {
				const { id: _id, ...rest } = await sealed(await keyOfNow(), command);
				return { ...rest, id: written().id };
			}
		]
	])('%s is put aside whole, and holds up nothing', async (_what, spoil) => {
		const bad = await spoil(written());
		const good = await sealed(await keyOfNow(), written());
		expect(await store.outcomes(bad, good)).toMatchObject([
			{ status: 'quarantined' },
			{ status: 'applied' }
		]);
		expect(await keptOf(bad)).toMatchObject([
			{
				quarantined: true,
				error: 'does not open: ticket.register@1',
				command: { id: bad.id, args: bad.args }
			}
		]);
	});
});
