/**
 * The packs of one owner: the ground on which the rows of a large scope lie. A pack stays as it came;
 * a row of the same id hides what it says, and a note that the row is gone does so too.
 */
import { addHash } from '#lib/sync/checksum.ts';
import { packOf, rowsOfPack, type OpenedPack } from '#lib/sync/pack.ts';
import type { HashOf, StoredRow } from '#lib/sync/ports.ts';
import { checkFence } from './fence.ts';
import { decode, inflate } from './inflate.ts';
import type {
	GoneRow,
	PackContents,
	PackedScope,
	RowDatabase,
	StoredPack
} from './row-database.ts';

/** What lies below a row: its hash in a pack, and whether that is what the scope shows. */
export type Below = { readonly packed: boolean; readonly shown: number | null };

export type Ground = { readonly rows: () => Promise<readonly StoredRow[]> };

type Key = [string, string, string];
const keyOf = ({ scope, kind, id }: GoneRow): Key => [scope, kind, id];

export class PackShelf {
	readonly #db: RowDatabase;

	constructor(db: RowDatabase) {
		this.#db = db;
	}

	async have(names: readonly string[]): Promise<ReadonlySet<string>> {
		const found = await this.#db.contents.bulkGet([...names]);
		return new Set(found.flatMap((one) => (one ? [one.name] : [])));
	}

	async keep(opened: readonly OpenedPack[], token: number): Promise<void> {
		const { packs, contents, meta } = this.#db;
		const found = opened.map(({ name, rows }) => ({
			name,
			kinds: rows.map(({ kind }) => kind),
			ids: rows.map(({ id }) => id),
			hashes: rows.map(({ hash }) => hash)
		}));
		await this.#db.transaction('rw', packs, contents, meta, async () => {
			await checkFence(meta, token);
			await packs.bulkPut(opened.map(({ name, bytes }) => ({ name, bytes })));
			await contents.bulkPut(found);
		});
	}

	/** Count and checksum of all rows in these packs. */
	async tallyOf(names: readonly string[]): Promise<{ count: number; sum: number }> {
		const hashes = (await this.#db.contents.bulkGet([...names])).flatMap(
			(contents) => contents?.hashes ?? []
		);
		return { count: hashes.length, sum: hashes.reduce(addHash, 0) };
	}

	/** For each of these places, in their order, what lies below it. */
	async hashesBelow(places: readonly GoneRow[]): Promise<readonly Below[]> {
		const packed = new Map((await this.#db.packed.toArray()).map((one) => [one.scope, one.packs]));
		if (packed.size === 0) return [];
		const names = places.map(({ scope, id }) => {
			const packs = packed.get(scope) ?? [];
			return packs[packOf(id, packs.length)];
		});
		const wanted = [...new Set(names.filter((name) => name !== undefined))];
		const contents = new Map(
			(await this.#db.contents.bulkGet(wanted)).flatMap((one) => (one ? [[one.name, one]] : []))
		);
		const gone = await this.#db.gone.bulkGet(places.map(keyOf));
		return places.map((place, index) => {
			const hash = hashIn(contents.get(names[index] ?? ''), place);
			return { packed: hash !== null, shown: gone[index] ? null : hash };
		});
	}

	/** Throws away what no scope is made of any more, nor is going to be. */
	async throwOutUnused(coming: readonly PackedScope[]): Promise<void> {
		const made = await this.#db.packed.toArray();
		const used = new Set([...made, ...coming].flatMap(({ packs }) => packs));
		const names = await this.#db.contents.toCollection().primaryKeys();
		const unused = names.filter((name) => !used.has(name));
		await this.#db.packs.bulkDelete(unused);
		await this.#db.contents.bulkDelete(unused);
	}

	/** Throws away packs whose bytes are lost, or say something else than was found in them once. */
	async dropDamaged(hashOf: HashOf): Promise<void> {
		for (const contents of await this.#db.contents.toArray()) {
			const pack = await this.#db.packs.get(contents.name);
			if (pack && (await isSound(pack, contents, hashOf))) continue;
			await this.#db.packs.delete(contents.name);
			await this.#db.contents.delete(contents.name);
		}
	}

	/** What the packs show, read in the transaction around it and opened after that. */
	async below(): Promise<Ground> {
		const [packed, rows, gone] = await Promise.all([
			this.#db.packed.toArray(),
			this.#db.rows.toCollection().primaryKeys(),
			this.#db.gone.toCollection().primaryKeys()
		]);
		const names = packed.flatMap((one) => [...one.packs]);
		const [packs, contents] = await Promise.all([
			this.#db.packs.bulkGet(names),
			this.#db.contents.bulkGet(names)
		]);
		const hidden = new Set([...rows, ...gone].map((key) => key.join('\n')));
		return {
			rows: async () => {
				const scopes = packed.flatMap((one) => one.packs.map(() => one.scope));
				const read: StoredRow[] = [];
				// One after another: all of them open are a hundred megabytes of text.
				for (const [index, pack] of packs.entries()) {
					const scope = scopes[index];
					const hashes = contents[index]?.hashes ?? [];
					if (!pack || !scope) continue;
					const found = await rowsIn(pack);
					read.push(...found.map((row, at) => ({ ...row, scope, hash: hashes[at] ?? 0 })));
				}
				return read.filter((row) => !hidden.has(keyOf(row).join('\n')));
			}
		};
	}
}

function hashIn(contents: PackContents | undefined, { kind, id }: GoneRow): number | null {
	const at = contents?.ids.findIndex((one, index) => one === id && contents.kinds[index] === kind);
	return at === undefined || at < 0 ? null : (contents?.hashes[at] ?? null);
}

async function isSound(pack: StoredPack, contents: PackContents, hashOf: HashOf): Promise<boolean> {
	try {
		const rows = await rowsIn(pack);
		const hashes = await Promise.all(rows.map(hashOf));
		return (
			rows.length === contents.ids.length &&
			rows.every(({ kind, id }, at) => id === contents.ids[at] && kind === contents.kinds[at]) &&
			hashes.every((hash, at) => hash === contents.hashes[at])
		);
	} catch {
		return false;
	}
}

/** @throws Error where the bytes are no pack */
export async function rowsIn({
	bytes
}: StoredPack): Promise<readonly Pick<StoredRow, 'kind' | 'id' | 'body'>[]> {
	const text = await inflate(bytes);
	return rowsOfPack(text).map(({ kind, id, bodyFrom, to }) => {
		return { kind, id, body: decode(text.subarray(bodyFrom, to)) };
	});
}
