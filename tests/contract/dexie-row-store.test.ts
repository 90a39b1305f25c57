import 'fake-indexeddb/auto';
import { DexieRowStore } from '#lib/client/db/dexie-row-store.ts';
import { raiseFence } from '#lib/client/db/fence.ts';
import { PackShelf } from '#lib/client/db/pack-shelf.ts';
import { RowDatabase } from '#lib/client/db/row-database.ts';
import { rowStoreContract } from './row-store-contract.ts';
import type { RowStoreLab } from './row-store-lab.ts';

let labs = 0;

function newLab(): Promise<RowStoreLab> {
	labs += 1;
	const owner = `person:${String(labs)}`;
	let db = new RowDatabase(owner);
	return Promise.resolve({
		open: () => {
			db.close();
			db = new RowDatabase(owner);
			return Promise.resolve(new DexieRowStore(db));
		},
		lead: (token) => raiseFence(db.meta, token),
		rows: async () => {
			const below = await new PackShelf(db).below();
			return [...(await db.rows.toArray()), ...(await below.rows())];
		},
		serverTime: async () => {
			const held = await db.meta.get('serverTime');
			return typeof held?.value === 'string' ? held.value : null;
		},
		damage: async (row, into) => {
			await db.rows.delete([row.scope, row.kind, row.id]);
			if (into) await db.rows.put(into);
		},
		everything: async () =>
			JSON.stringify(await Promise.all(db.tables.map((table) => table.toArray()))),
		damagePack: async (name) => {
			const pack = await db.packs.get(name);
			if (pack) await db.packs.put({ name, bytes: pack.bytes.slice(0, -9) });
		},
		dispose: () => db.delete()
	});
}

rowStoreContract('IndexedDB', newLab);
