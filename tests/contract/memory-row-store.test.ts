import { emptyRowDisk, MemoryRowStore, rowKey } from '#lib/sync/memory-row-store.ts';
import { rowStoreContract } from './row-store-contract.ts';

rowStoreContract('memory', () => {
	const disk = emptyRowDisk();
	return Promise.resolve({
		open: () => Promise.resolve(new MemoryRowStore(disk)),
		lead: (token) => {
			disk.fence = token;
			return Promise.resolve();
		},
		rows: () => Promise.resolve([...disk.rows.values()]),
		serverTime: () => Promise.resolve(disk.serverTime),
		damage: (row, into) => {
			const rows = new Map(disk.rows);
			rows.delete(rowKey(row));
			if (into) rows.set(rowKey(into), into);
			disk.rows = rows;
			return Promise.resolve();
		},
		everything: () => Promise.resolve(JSON.stringify([[...disk.rows], disk.staged])),
		damagePack: (name) => {
			const spoilt = disk.packs.get(name)?.map((row) => ({ ...row, body: `${row.body} ` })) ?? [];
			disk.packs = new Map([...disk.packs, [name, spoilt]]);
			const ids = new Set(spoilt.map(({ id }) => id));
			disk.rows = new Map([...disk.rows].filter(([, { id }]) => !ids.has(id)));
			return Promise.resolve();
		},
		dispose: () => Promise.resolve()
	});
});
