import Dexie, { type EntityTable, type Table } from 'dexie';
import type { HeldScope, StagedRow, StoredRow } from '#lib/sync/ports.ts';

/**
 * What the server sent to one owner on this device, and the only thing that screens read. It can be
 * thrown away at any time: everything in it comes again.
 */
export class RowDatabase extends Dexie {
	declare readonly rows: Table<StoredRow, [string, string, string]>;
	declare readonly staged: Table<StagedRow, number>;
	declare readonly scopes: EntityTable<HeldScope & { scope: string }, 'scope'>;
	declare readonly meta: EntityTable<{ key: string; value: unknown }, 'key'>;

	constructor(owner: string) {
		super(nameOf(owner));
		this.version(1).stores({
			rows: '&[scope+kind+id], [kind+id], scope, kind',
			staged: '++',
			scopes: '&scope',
			meta: '&key'
		});
	}
}

const nameOf = (owner: string): string => `lckm-rows-${owner}`;

/** Takes everything of one owner's rows off this device, in a tab that has them open or not. */
export async function deleteRows(owner: string): Promise<void> {
	await Dexie.delete(nameOf(owner));
}
