import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { act, newId } from '../../../../tests/support/fake-device.ts';
import { networkTo, type Asked, type Fault } from '../../../../tests/support/fake-network.ts';
import { FakeServer } from '../../../../tests/support/fake-server.ts';
import { articles } from '../../../../tests/support/reading.ts';
import { sha256 } from '../../../../tests/support/scope-log.ts';
import { CONSULTANT, registration, uuid } from '../../../../tests/support/tickets.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import type { TransportFailure } from '#lib/sync/ports.ts';
import type { Wake } from '#lib/sync/protocol.ts';
import { DexieOutbox } from '../db/dexie-outbox.ts';
import { DexieRowStore } from '../db/dexie-row-store.ts';
import { fenceOf, raiseFence } from '../db/fence.ts';
import { OutboxDatabase } from '../db/outbox-database.ts';
import { RowDatabase } from '../db/row-database.ts';
import { runSync } from './runner.ts';
import type { SyncStatus } from './status.ts';
import { PushPace } from '#lib/sync/push-pace.ts';

const OWNER = ownerKeyOf(CONSULTANT);
const IN_GOOD_TIME = { timeout: 5000, interval: 10 };

beforeEach(() => {
	const page = Object.assign(new EventTarget(), { visibilityState: 'visible' });
	vi.stubGlobal('document', page);
	vi.stubGlobal('addEventListener', page.addEventListener.bind(page));
	vi.stubGlobal('removeEventListener', page.removeEventListener.bind(page));
});
afterEach(() => {
	vi.unstubAllGlobals();
});

/** The leading tab of one person's browser, running, and everything that it told. */
async function leading() {
	const server = new FakeServer();
	const name = newId();
	const [db, outboxDb] = [new RowDatabase(name), new OutboxDatabase(name)];
	await raiseFence(db.meta, 1);
	await raiseFence(outboxDb.meta, 1, fenceOf(OWNER));
	const world = {
		fault: (_asked: Asked): Fault => 'none',
		wake: (_wake: Wake): void => undefined
	};
	const failures: TransportFailure[] = [];
	const reports: unknown[] = [];
	const uploads = { running: false };
	const outbox = new DexieOutbox(outboxDb, OWNER, { newId, now: () => new Date() });
	const engine = {
		owner: OWNER,
		token: 1,
		rows: new DexieRowStore(db),
		outbox,
		transport: networkTo(
			server,
			() => CONSULTANT,
			(asked) => world.fault(asked)
		),
		digest: (content: string | Uint8Array) => Promise.resolve(sha256(content)),
		inflate: (bytes: Uint8Array<ArrayBuffer>) => Promise.resolve(bytes),
		decode: String,
		pace: new PushPace(() => 0)
	};
	const stop = new AbortController();
	const run = runSync(
		{
			engine,
			db,
			now: () => new Date(),
			chance: () => 0,
			wakes: (onWake) => {
				world.wake = onWake;
				return { unsubscribe: () => undefined };
			},
			files: async (signal) => {
				uploads.running = true;
				await new Promise((resolve) => {
					signal.addEventListener('abort', resolve);
				});
				uploads.running = false;
			},
			inTouch: () => Promise.resolve(),
			onFailure: (failure) => failures.push(failure),
			report: (fault) => reports.push(fault)
		},
		stop.signal
	);
	const status = async () => (await db.meta.get('status'))?.value as SyncStatus | undefined;
	const end = async () => {
		stop.abort();
		await run;
		await Promise.all([db.delete(), outboxDb.delete()]);
	};
	return { server, world, db, outboxDb, outbox, run, failures, reports, uploads, status, end };
}

const register = () => act(uuid(1), 'ticket.register', registration());

describe('the leading tab', () => {
	test('sends what is written as soon as it is there, and shows it in its final form', async () => {
		const { server, outbox, db, status, end } = await leading();
		await vi.waitFor(async () => expect((await status())?.connection).toBe('online'), IN_GOOD_TIME);
		await outbox.add([register()]);
		await vi.waitFor(async () => expect(await db.rows.count()).toBe(2), IN_GOOD_TIME);
		expect(server.effects).toHaveLength(1);
		await end();
	});

	test('fetches what moved as soon as it is told', async () => {
		const { server, world, db, status, end } = await leading();
		await vi.waitFor(async () => expect((await status())?.connection).toBe('online'), IN_GOOD_TIME);
		server.write(articles(0, 3));
		world.wake({ 'kb:staff': 1 });
		await vi.waitFor(async () => expect(await db.rows.count()).toBe(3), IN_GOOD_TIME);
		await end();
	});

	test('without a network it says so, and catches up by itself', async () => {
		const { server, world, outbox, status, failures, end } = await leading();
		world.fault = () => 'lostRequest';
		await outbox.add([register()]);
		await vi.waitFor(
			async () => expect((await status())?.connection).toBe('offline'),
			IN_GOOD_TIME
		);
		world.fault = () => 'none';
		await vi.waitFor(() => expect(server.effects).toHaveLength(1), IN_GOOD_TIME);
		await vi.waitFor(async () => expect((await status())?.connection).toBe('online'), IN_GOOD_TIME);
		expect(failures[0]).toEqual({ type: 'unreachable' });
		await end();
	});

	test('pitfall 6: a push that may not go does not keep the news from coming in', async () => {
		const { server, world, outbox, db, status, end } = await leading();
		world.fault = (asked) => (asked === 'push' ? { type: 'busy', retryAfterMs: null } : 'none');
		await outbox.add([register()]);
		server.write(articles(0, 2));
		await vi.waitFor(async () => expect(await db.rows.count()).toBe(2), IN_GOOD_TIME);
		await vi.waitFor(
			async () => expect((await status())?.problem?.type).toBe('busy'),
			IN_GOOD_TIME
		);
		expect(await outbox.waiting()).toHaveLength(1);
		await end();
	});

	test('a fault that nobody foresaw is reported and seen, and does not end the sync', async () => {
		const { server, world, outbox, reports, status, end } = await leading();
		world.fault = () => {
			throw new Error('unforeseen');
		};
		await outbox.add([register()]);
		await vi.waitFor(() => expect(reports).not.toHaveLength(0), IN_GOOD_TIME);
		await vi.waitFor(
			async () => expect((await status())?.problem?.type).toBe('fault'),
			IN_GOOD_TIME
		);
		world.fault = () => 'none';
		await vi.waitFor(() => expect(server.effects).toHaveLength(1), IN_GOOD_TIME);
		await vi.waitFor(async () => expect((await status())?.problem).toBeNull(), IN_GOOD_TIME);
		await end();
	});

	test('when another tab leads it ends, its uploads too, and writes nothing more', async () => {
		const { outbox, outboxDb, db, run, uploads, reports, status, end } = await leading();
		await vi.waitFor(async () => expect((await status())?.connection).toBe('online'), IN_GOOD_TIME);
		await raiseFence(db.meta, 2);
		await raiseFence(outboxDb.meta, 2, fenceOf(OWNER));
		await outbox.add([register()]);
		await run;
		expect(uploads.running).toBe(false);
		expect(reports).toEqual([]);
		expect((await outbox.waiting()).length).toBe(1);
		await end();
	});
});
