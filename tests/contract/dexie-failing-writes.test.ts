/** Every write of a transaction fails once: nothing of the transaction may stay, and it can be done again. */
import 'fake-indexeddb/auto';
import type Dexie from 'dexie';
import { describe, expect, test } from 'vitest';
import { DexieOutbox } from '#lib/client/db/dexie-outbox.ts';
import { DexieRowStore } from '#lib/client/db/dexie-row-store.ts';
import { fenceOf, raiseFence } from '#lib/client/db/fence.ts';
import { OutboxDatabase } from '#lib/client/db/outbox-database.ts';
import { RowDatabase } from '#lib/client/db/row-database.ts';
import { uuid } from '../support/tickets.ts';
import { ANNA, applied, command, rejected } from './outbox-lab.ts';
import { gone, headOf, KB, MINE, row, TIME } from './row-store-lab.ts';

/** Lets this many writes through, then the disk is full. */
type Disk = { writesLeft: number; writes: number };

function fillUp(db: Dexie): Disk {
	const disk: Disk = { writesLeft: Infinity, writes: 0 };
	db.use({
		stack: 'dbcore',
		name: 'full disk',
		create: (core) => ({
			...core,
			table: (name) => {
				const table = core.table(name);
				return {
					...table,
					mutate: (request) => {
						disk.writes += 1;
						disk.writesLeft -= 1;
						if (disk.writesLeft < 0)
							return Promise.reject(new DOMException('full', 'QuotaExceededError'));
						return table.mutate(request);
					}
				};
			}
		})
	});
	return disk;
}

const contentOf = (db: Dexie) =>
	Promise.all(db.tables.map(async (table) => [table.name, await table.toArray()] as const));

/** Runs an act against a disk that is full after 0, 1, 2… writes, until it goes through. */
async function failAtEachWrite(
	db: Dexie,
	disk: Disk,
	act: () => Promise<unknown>
): Promise<number> {
	const before = await contentOf(db);
	for (let writes = 0; ; writes += 1) {
		disk.writesLeft = writes;
		const done = await act().then(
			() => true,
			() => false
		);
		disk.writesLeft = Infinity;
		if (done) return writes;
		expect(await contentOf(db)).toEqual(before);
	}
}

describe('rows', () => {
	const [a, b] = [row('a', 1), row('b', 2)];
	const mine = row('m', 1, { scope: MINE });

	test('pitfall 17: a page staged, and a pull applied: whole or not at all', async () => {
		const db = new RowDatabase('person:full');
		const disk = fillUp(db);
		const store = new DexieRowStore(db);
		await raiseFence(db.meta, 1);
		await store.stage([a, mine], { first: true, token: 1 });
		const heads = [headOf(KB, 1, [a]), headOf(MINE, 1, [mine])];
		await store.apply(
			{
				heads,
				reset: [],
				packed: [],
				overThrough: -1,
				rows: [],
				hasStaged: true,
				serverTime: TIME
			},
			1
		);

		const stage = () => store.stage([gone('a'), b], { first: true, token: 1 });
		expect(await failAtEachWrite(db, disk, stage)).toBeGreaterThan(0);
		const later = {
			heads: [headOf(KB, 3, [b])],
			reset: [],
			packed: [],
			overThrough: -1,
			rows: [],
			hasStaged: true,
			serverTime: 'later'
		};
		expect(await failAtEachWrite(db, disk, () => store.apply(later, 1))).toBeGreaterThan(3);
		expect(await db.rows.toArray()).toEqual([b]);
		await db.delete();
	});
});

describe('outbox', () => {
	test('added, settled, given new numbers, dropped: whole or not at all', async () => {
		const db = new OutboxDatabase('outbox-full');
		const disk = fillUp(db);
		let ids = 0xe000;
		const newId = () => {
			ids += 1;
			return uuid(ids);
		};
		const outbox = new DexieOutbox(db, ANNA, { newId, now: () => new Date(TIME) });
		await raiseFence(db.meta, 1, fenceOf(ANNA));
		await outbox.client();

		const commands = [1, 2, 3, 4].map((number) => command(number, 'a'));
		const acts = [
			() => outbox.add(commands),
			() => outbox.settle([applied(1), rejected(2)], 1),
			() => outbox.renumber(1),
			() => outbox.drop(command(3, 'a').id)
		];
		for (const act of acts) expect(await failAtEachWrite(db, disk, act)).toBeGreaterThan(0);
		expect((await outbox.waiting()).map(({ id }) => id)).toEqual([command(4, 'a').id]);
		await db.delete();
	});
});
