import Dexie, { type EntityTable, type Table } from 'dexie';
import { monthOfRow, type ExpiredRow } from '#lib/sync/expiry.ts';
import type { HeldScope, StagedRow, StoredRow } from '#lib/sync/ports.ts';
import type { EntityKind, Scope } from '#lib/sync/scope.ts';
import { KEPT_FILES } from '../documents/cache-name.ts';
import { askAgainWhenClosed } from './closed.ts';
import { mayBeFrozen } from './frozen.ts';

/** A pack as it came, and what it holds; beside it, as the bytes are not needed to find that out. */
export type StoredPack = { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> };
export type PackContents = {
	readonly name: string;
	readonly kinds: readonly EntityKind[];
	readonly ids: readonly string[];
	/** Computed on this device, from the text of each row. */
	readonly hashes: readonly number[];
};

/** What a scope is made of below its rows: a row hides the one of the same id in a pack. */
export type PackedScope = { readonly scope: Scope; readonly packs: readonly string[] };

/** A row of a pack that has left the scope since. */
export type GoneRow = { readonly scope: Scope; readonly kind: EntityKind; readonly id: string };

/**
 * What the server sent to one owner on this device, and the only thing that screens read. It can be
 * thrown away at any time: everything in it comes again.
 */
export class RowDatabase extends Dexie {
	declare readonly rows: Table<StoredRow, [string, string, string]>;
	/** One record a page: a thousand of them cost what one does. */
	declare readonly staged: Table<{ readonly rows: readonly StagedRow[] }, number>;
	declare readonly packs: EntityTable<StoredPack, 'name'>;
	declare readonly contents: EntityTable<PackContents, 'name'>;
	declare readonly packed: EntityTable<PackedScope & { scope: string }, 'scope'>;
	declare readonly expired: Table<ExpiredRow, [string, string, string]>;
	declare readonly gone: Table<GoneRow, [string, string, string]>;
	declare readonly scopes: EntityTable<HeldScope & { scope: string }, 'scope'>;
	declare readonly meta: EntityTable<{ key: string; value: unknown }, 'key'>;

	constructor(owner: string) {
		super(nameOf(owner));
		mayBeFrozen(this);
		askAgainWhenClosed(this);
		this.version(1).stores({
			rows: '&[scope+kind+id], [kind+id], scope, kind',
			staged: '++',
			scopes: '&scope',
			meta: '&key'
		});
		const second = this.version(2).stores({
			// A row is found by its scope or its kind through the beginning of these.
			rows: '&[scope+kind+id], [kind+id], month',
			expired: '&[scope+kind+id], month',
			packs: '&name',
			contents: '&name',
			packed: '&scope',
			gone: '&[scope+kind+id]'
		});
		second.upgrade(async (transaction) => {
			await transaction.table('staged').clear();
			await transaction.table<StoredRow>('rows').toCollection().modify(withMonth);
		});
	}
}

/** Rows from before they had one. */
function withMonth(row: { month?: number } & Pick<StoredRow, 'kind' | 'body'>): void {
	const month = monthOfRow(row);
	if (month !== undefined) row.month = month;
}

/** The bounds of all keys that begin with this: an array is more than any text. */
export const startingWith = (first: string): [[string], [string, []]] => [[first], [first, []]];

/** When the server was last heard, by its own clock. @returns ISO 8601; null when it never was */
export async function serverTimeOf({ meta }: RowDatabase): Promise<string | null> {
	const held = await meta.get('serverTime');
	return typeof held?.value === 'string' ? held.value : null;
}

const FULL = 'QuotaExceededError';

/** Dexie tells of it as the reason for which a transaction was broken off, or of each write of many. */
export function isFull(fault: unknown): boolean {
	if (!(fault instanceof Error)) return false;
	if (fault.name === FULL) return true;
	if ('failures' in fault && Array.isArray(fault.failures) && fault.failures.some(isFull))
		return true;
	return 'inner' in fault && isFull(fault.inner);
}

/** Whoever worked here is gone, or there is no room: they come again. */
export async function dropKeptFiles(): Promise<void> {
	// Not everywhere: a page that is not secure has none.
	await (globalThis as { caches?: CacheStorage }).caches?.delete(KEPT_FILES);
}

const PREFIX = 'lckm-rows-';
const nameOf = (owner: string): string => `${PREFIX}${owner}`;

/**
 * Takes the rows of everybody but this owner off this device, whoever they were and whatever kept them
 * from being deleted before; in a tab that has them open too. With them, unless a person works here, go the
 * files that were kept for handing out.
 * @param owner null to leave nobody's
 */
export async function deleteRowsOfOthers(owner: string | null): Promise<void> {
	// Files are kept for people who hand them out; what was internal among them is nobody else's.
	if (!owner?.startsWith('person:')) await dropKeptFiles();
	const names = await Dexie.getDatabaseNames();
	const kept = owner === null ? null : nameOf(owner);
	await Promise.all(
		names
			.filter((name) => name.startsWith(PREFIX) && name !== kept)
			.map((name) => Dexie.delete(name))
	);
}
