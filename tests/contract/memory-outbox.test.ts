import { emptyOutboxDisk, MemoryOutbox } from '#lib/sync/memory-outbox.ts';
import { uuid } from '../support/tickets.ts';
import { outboxContract } from './outbox-contract.ts';

outboxContract('memory', () => {
	const disk = emptyOutboxDisk();
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
		open: (owner) => Promise.resolve(new MemoryOutbox(disk, owner, ports)),
		restart: () => Promise.resolve(),
		lead: (owner, token) => {
			disk.fences.set(owner, token);
			return Promise.resolve();
		},
		entries: (owner) => new MemoryOutbox(disk, owner, ports).entries(),
		keepPhoto: (_owner, sha256) => {
			disk.photos.set(sha256, false);
			return Promise.resolve();
		},
		hasArrived: (sha256) => Promise.resolve(disk.photos.get(sha256) ?? null),
		setClock: (time) => {
			now = time;
		},
		dispose: () => Promise.resolve()
	});
});
