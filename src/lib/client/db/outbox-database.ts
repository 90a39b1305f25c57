import Dexie, { type EntityTable, type Table } from 'dexie';
import type { OutboxEntry } from '#lib/sync/ports.ts';
import { askAgainWhenClosed } from './closed.ts';
import { mayBeFrozen } from './frozen.ts';

/** An entry with its number beside it, where an index can reach it. */
export type StoredEntry = OutboxEntry & {
	readonly id: string;
	readonly seq: number;
	readonly subject: string;
	/** ISO 8601; when it was answered. */
	readonly answeredAt: string | null;
	/** Its number again, but only while it waits: an index on this holds what waits and nothing else. */
	readonly open?: number;
};

/** An entry the way it is stored: whoever makes or changes one passes it through here. */
export function toStore({ open: _before, ...entry }: StoredEntry): StoredEntry {
	return entry.outcome === null ? { ...entry, open: entry.seq } : entry;
}

/** Under what name the server knows one owner's store, and which numbers it gave. */
export type StoreName = {
	readonly client: string;
	readonly nextSeq: number;
	/** The first number given under this name; the server knows no other of it. */
	readonly firstSeq: number;
};

export type StoredDraft = {
	readonly owner: string;
	readonly key: string;
	readonly value: unknown;
	readonly savedAt: string;
};

export type StoredPhoto = {
	readonly sha256: string;
	readonly owner: string;
	readonly type: string;
	readonly bytes: number;
	readonly chunks: number;
	/** Where the upload goes on after a break; null before it began. */
	readonly uploadUrl: string | null;
	readonly uploaded: boolean;
};

/**
 * What people wrote and nobody else has yet: commands, drafts, photographs. A database of its own,
 * opened with strict durability (Chromium's default since 121 is relaxed), so that bulk work and
 * upgrades of the rest never touch it. Its schema only ever grows.
 */
export class OutboxDatabase extends Dexie {
	declare readonly clients: EntityTable<
		Omit<StoreName, 'firstSeq'> & Partial<StoreName> & { owner: string },
		'owner'
	>;
	declare readonly commands: EntityTable<StoredEntry, 'id'>;
	declare readonly drafts: Table<StoredDraft, [string, string]>;
	declare readonly photos: EntityTable<StoredPhoto, 'sha256'>;
	declare readonly chunks: Table<
		{ sha256: string; index: number; bytes: ArrayBuffer },
		[string, number]
	>;
	declare readonly meta: EntityTable<{ key: string; value: unknown }, 'key'>;

	constructor(name = 'lckm-outbox') {
		super(name, { chromeTransactionDurability: 'strict' });
		mayBeFrozen(this);
		askAgainWhenClosed(this);
		this.version(1).stores({
			clients: '&owner',
			commands: '&id, owner, [owner+seq], [owner+subject]',
			drafts: '&[owner+key], owner',
			photos: '&sha256, owner',
			chunks: '&[sha256+index]',
			meta: '&key'
		});
		this.version(2)
			.stores({ commands: '&id, owner, [owner+seq], [owner+subject], [owner+open]' })
			.upgrade(async (tx) => {
				const commands = tx.table<StoredEntry>('commands');
				await commands.bulkPut((await commands.toArray()).map(toStore));
			});
	}
}
