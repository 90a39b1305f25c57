import 'fake-indexeddb/auto';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { OutboxDatabase, type StoredEntry } from '#lib/client/db/outbox-database.ts';
import { ANYBODY } from '#lib/client/state/identity.ts';
import { Workspace } from '#lib/client/state/workspace.svelte.ts';
import type { FinalOutcome } from '#lib/sync/protocol.ts';
import { Upkeep } from './upkeep.ts';

const TICKET = '0191d1a2-7c3e-7f00-8000-000000000001';

describe('what residents wrote, when they have gone', () => {
	let db: OutboxDatabase;
	let workspace: Workspace;
	let upkeep: Upkeep;

	beforeEach(async () => {
		db = new OutboxDatabase();
		workspace = new Workspace(db, ANYBODY);
		upkeep = new Upkeep(workspace);
		await workspace.act({
			subject: TICKET,
			name: 'ticket.register',
			args: {
				receiptCode: '7K3M92QXB4TN',
				channel: 'hall',
				declaredKind: 'query',
				lifeThreat: false,
				description: 'Ile to kosztuje?',
				contact: null,
				articleId: '0a6b2f0e-1f3b-4c56-8f0a-2f8d6f3f9a00',
				categoryId: null
			}
		});
	});
	afterEach(async () => {
		await db.delete();
	});

	const entries = (): Promise<StoredEntry[]> => db.commands.orderBy('[owner+seq]').toArray();
	const answer = async (outcome: FinalOutcome, settled = false) => {
		const [entry] = await entries();
		if (entry)
			await db.commands.update(entry.id, {
				outcome,
				settled,
				answeredAt: '2026-01-05T08:00:00.000Z'
			});
		return entries();
	};
	const refused = (field: string): FinalOutcome => ({
		seq: 1,
		status: 'rejected',
		refusal: { code: 'unknownArticle', field }
	});

	test('what the server has put aside goes from the disk; what it refused stays', async () => {
		upkeep.drop(await answer(refused('description')));
		expect(await entries()).toHaveLength(1);
		upkeep.drop(await answer({ seq: 1, status: 'quarantined' }));
		await expect.poll(async () => (await entries()).length).toBe(0);
	});

	test('what has arrived goes from the disk; what waits stays', async () => {
		upkeep.tidy();
		await new Promise((resolve) => setTimeout(resolve, 50));
		expect(await entries()).toHaveLength(1);
		await answer({ seq: 1, status: 'applied', number: 'ŁCK/2026/000001', heads: {} }, true);
		upkeep.tidy();
		await expect.poll(entries).toEqual([]);
	});
});
