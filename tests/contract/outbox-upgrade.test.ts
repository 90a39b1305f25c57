import 'fake-indexeddb/auto';
import Dexie from 'dexie';
import { expect, test } from 'vitest';
import { command } from './outbox-lab.ts';
import { DexieOutbox } from '#lib/client/db/dexie-outbox.ts';
import { OutboxDatabase, type StoredEntry } from '#lib/client/db/outbox-database.ts';

const OWNER = 'person:a';
const ports = { newId: () => crypto.randomUUID(), now: () => new Date() };

test('what waited in a store of the version before is found, and what was answered is not sent', async () => {
	const before = new Dexie('old-outbox');
	before.version(1).stores({ commands: '&id, owner, [owner+seq], [owner+subject]' });
	const entry = (seq: number, outcome: StoredEntry['outcome']): StoredEntry => {
		const { id, subject, ...written } = command(seq, 'a');
		return {
			...{ id, subject, seq, owner: OWNER, blob: null, settled: false, answeredAt: null },
			command: { ...written, id, subject, seq, prev: null },
			outcome
		};
	};
	const refusal = { code: 'notOwner' } as const;
	await before
		.table('commands')
		.bulkAdd([entry(1, { seq: 1, status: 'rejected', refusal }), entry(2, null), entry(3, null)]);
	before.close();

	const outbox = new DexieOutbox(new OutboxDatabase('old-outbox'), OWNER, ports);
	const waiting = await outbox.waiting();
	expect(waiting.map(({ seq }) => seq)).toEqual([2, 3]);
});
