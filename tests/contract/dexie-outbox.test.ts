import 'fake-indexeddb/auto';
import { DexieOutbox } from '#lib/client/db/dexie-outbox.ts';
import { fenceOf, raiseFence } from '#lib/client/db/fence.ts';
import { OutboxDatabase } from '#lib/client/db/outbox-database.ts';
import { uuid } from '../support/tickets.ts';
import { outboxContract } from './outbox-contract.ts';
import type { OutboxLab } from './outbox-lab.ts';

let labs = 0;

function newLab(): Promise<OutboxLab> {
	labs += 1;
	const name = `outbox-${String(labs)}`;
	let db = new OutboxDatabase(name);
	let now = '';
	let ids = 0xc000;
	const ports = {
		newId: () => {
			ids += 1;
			return uuid(ids);
		},
		now: () => new Date(now)
	};
	return Promise.resolve({
		open: (owner) => Promise.resolve(new DexieOutbox(db, owner, ports)),
		restart: () => {
			db.close();
			db = new OutboxDatabase(name);
			return Promise.resolve();
		},
		lead: (owner, token) => raiseFence(db.meta, token, fenceOf(owner)),
		entries: (owner) => db.commands.where('owner').equals(owner).sortBy('seq'),
		keepPhoto: async (owner, sha256) => {
			const picture = { sha256, owner, type: 'image/jpeg', bytes: 1, chunks: 1 };
			await db.photos.put({ ...picture, uploadUrl: null, uploaded: false });
		},
		hasArrived: async (sha256) => (await db.photos.get(sha256))?.uploaded ?? null,
		setClock: (time) => {
			now = time;
		},
		dispose: () => db.delete()
	});
}

outboxContract('IndexedDB', newLab);
