import Dexie, { type EntityTable, type Table } from 'dexie';
import type { HeldScope, StagedRow, StoredRow } from '#lib/sync/ports.ts';
import { mayBeFrozen } from './frozen.ts';

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
		mayBeFrozen(this);
		this.version(1).stores({
			rows: '&[scope+kind+id], [kind+id], scope, kind',
			staged: '++',
			scopes: '&scope',
			meta: '&key'
		});
	}
}

const PREFIX = 'lckm-rows-';
const nameOf = (owner: string): string => `${PREFIX}${owner}`;

/**
 * Takes the rows of everybody but this owner off this device, whoever they were and whatever kept them
 * from being deleted before; in a tab that has them open too.
 * @param owner null to leave nobody's
 */
export async function deleteRowsOfOthers(owner: string | null): Promise<void> {
	const names = await Dexie.getDatabaseNames();
	const kept = owner === null ? null : nameOf(owner);
	await Promise.all(
		names
			.filter((name) => name.startsWith(PREFIX) && name !== kept)
			.map((name) => Dexie.delete(name))
	);
}
