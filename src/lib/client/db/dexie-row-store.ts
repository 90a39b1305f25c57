import { addHash, removeHash } from '#lib/sync/checksum.ts';
import type { OpenedPack } from '#lib/sync/pack.ts';
import type {
	Application,
	HashOf,
	HeldScope,
	RowStore,
	StagedRow,
	StoredRow
} from '#lib/sync/ports.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { scopesThatDiffer } from '#lib/sync/tally.ts';
import { expireRows } from './expire-rows.ts';
import { checkFence } from './fence.ts';
import { PackShelf } from './pack-shelf.ts';
import { startingWith, type RowDatabase } from './row-database.ts';

type Key = [string, string, string];
type Tally = { count: number; sum: number };

const keyOf = ({ scope, kind, id }: Pick<StagedRow, 'scope' | 'kind' | 'id'>): Key => [
	scope,
	kind,
	id
];

/** The row store over IndexedDB; its guarantees are those of the port. */
export class DexieRowStore implements RowStore {
	readonly #db: RowDatabase;
	readonly #shelf: PackShelf;

	constructor(db: RowDatabase) {
		this.#db = db;
		this.#shelf = new PackShelf(db);
	}

	async held(): Promise<readonly HeldScope[]> {
		return this.#db.scopes.toArray();
	}

	async stage(rows: readonly StagedRow[], page: { first: boolean; token: number }): Promise<void> {
		const { staged, meta } = this.#db;
		await this.#db.transaction('rw', staged, meta, async () => {
			await checkFence(meta, page.token);
			if (page.first) await staged.clear();
			await staged.add({ rows });
		});
	}

	havePacks(names: readonly string[]): Promise<ReadonlySet<string>> {
		return this.#shelf.have(names);
	}

	keepPacks(packs: readonly OpenedPack[], token: number): Promise<void> {
		return this.#shelf.keep(packs, token);
	}

	async apply(application: Application, token: number): Promise<readonly Scope[]> {
		const { staged, scopes, meta } = this.#db;
		try {
			await this.#db.transaction('rw', this.#db.tables, async () => {
				await checkFence(meta, token);
				const tallies = await this.#emptied(application);
				await this.#beginWithPacks(application, tallies);
				await this.#putRows(application, tallies);
				await this.#forgetGone(application, tallies);
				const early = await this.#endedEarly(application);
				const held = application.heads.map(({ scope, version }) => ({
					scope,
					version,
					...tallyOf(tallies, scope)
				}));
				const differing = application.heads.filter((head) => {
					const own = tallyOf(tallies, head.scope);
					return own.count !== head.count || own.sum !== head.sum || early.has(head.scope);
				});
				if (differing.length > 0) throw new Differing(differing.map(({ scope }) => scope));
				await scopes.clear();
				await scopes.bulkPut(held);
				await staged.clear();
				await meta.put({ key: 'serverTime', value: application.serverTime });
			});
			return [];
		} catch (fault) {
			if (fault instanceof Differing) return fault.scopes;
			throw fault;
		}
	}

	expire(month: number): Promise<void> {
		return expireRows(this.#db, month);
	}

	/** Both are read at one moment; the hashing, which waits for the browser, comes after it. */
	async audit(hashOf: HashOf): Promise<readonly Scope[]> {
		const { rows, scopes, expired } = this.#db;
		await this.#shelf.dropDamaged(hashOf);
		const [all, over, held, below] = await this.#db.transaction('r', this.#db.tables, () =>
			Promise.all([rows.toArray(), expired.toArray(), scopes.toArray(), this.#shelf.below()])
		);
		const known = { rows: [...all, ...(await below.rows())], expired: over };
		return scopesThatDiffer(known, held, hashOf);
	}

	/** Drops what is no longer granted and what comes whole; tells what the rest amounts to. */
	async #emptied({ heads, reset, packed }: Application): Promise<Map<Scope, Tally>> {
		const granted = new Set(heads.map(({ scope }) => scope));
		const tallies = new Map<Scope, Tally>();
		for (const { scope, count, sum } of await this.#db.scopes.toArray()) {
			if (granted.has(scope) && !reset.includes(scope)) {
				tallies.set(scope, { count, sum });
				continue;
			}
			for (const table of [this.#db.rows, this.#db.gone, this.#db.expired])
				await table
					.where('[scope+kind+id]')
					.between(...startingWith(scope))
					.delete();
			await this.#db.packed.delete(scope);
			await this.#shelf.throwOutUnused(packed);
		}
		return tallies;
	}

	/** What was kept aside becomes the ground of a scope. */
	async #beginWithPacks({ packed }: Application, tallies: Map<Scope, Tally>): Promise<void> {
		for (const { scope, packs } of packed) {
			await this.#db.packed.put({ scope, packs });
			tallies.set(scope, await this.#shelf.tallyOf(packs));
		}
		// Also what an earlier manifest named that was never taken in.
		if (packed.length > 0) await this.#shelf.throwOutUnused([]);
	}

	/** Puts the rows in and keeps each scope's count and checksum by what really changes here. */
	async #putRows(
		{ heads, rows, hasStaged }: Application,
		tallies: Map<Scope, Tally>
	): Promise<void> {
		// What was granted on the first page may have been taken away before the last.
		const granted = new Set(heads.map(({ scope }) => scope));
		// A row may come twice in one pull when it changes between two pages; the later one counts.
		const latest = new Map<string, StagedRow>();
		const staged = hasStaged ? await this.#db.staged.toArray() : [];
		for (const row of [...staged.flatMap((page) => page.rows), ...rows])
			if (granted.has(row.scope)) latest.set(keyOf(row).join('\n'), row);
		const incoming = [...latest.values()];
		if (incoming.length === 0) return;
		const present = await this.#db.rows.bulkGet(incoming.map(keyOf));
		const below = await this.#shelf.hashesBelow(incoming);
		const expired = await this.#db.expired.bulkGet(incoming.map(keyOf));
		incoming.forEach((row, index) => {
			const tally = tallyOf(tallies, row.scope);
			const old = (present[index] ?? expired[index])?.hash ?? below[index]?.shown ?? null;
			if (old !== null) {
				tally.count -= 1;
				tally.sum = removeHash(tally.sum, old);
			}
			if (row.body !== null) {
				tally.count += 1;
				tally.sum = addHash(tally.sum, row.hash);
			}
			tallies.set(row.scope, tally);
		});
		const stays = (row: StagedRow): row is StoredRow => row.body !== null;
		const leaves = incoming.filter((row) => !stays(row));
		await this.#db.rows.bulkDelete(leaves.map(keyOf));
		await this.#db.rows.bulkPut(incoming.filter(stays));
		await this.#db.gone.bulkDelete(incoming.filter(stays).map(keyOf));
		await this.#db.expired.bulkDelete(incoming.map(keyOf));
		const hidden = incoming.filter((row, index) => !stays(row) && below[index]?.packed);
		await this.#db.gone.bulkPut(hidden.map(({ scope, kind, id }) => ({ scope, kind, id })));
	}

	/** What the server has forgotten without a word on each row. */
	async #forgetGone({ heads }: Application, tallies: Map<Scope, Tally>): Promise<void> {
		const gone = new Map(heads.map(({ scope, goneThrough = -1 }) => [scope, goneThrough]));
		const last = Math.max(-1, ...gone.values());
		if (last < 0) return;
		for (const table of [this.#db.rows, this.#db.expired]) {
			const old: readonly {
				scope: Scope;
				kind: string;
				id: string;
				hash: number;
				month?: number;
			}[] = await table.where('month').belowOrEqual(last).toArray();
			const over = old.filter(({ scope, month = last }) => month <= (gone.get(scope) ?? -1));
			for (const { scope, hash } of over) {
				const { count, sum } = tallyOf(tallies, scope);
				tallies.set(scope, { count: count - 1, sum: removeHash(sum, hash) });
			}
			await table.bulkDelete(over.map(({ scope, kind, id }): Key => [scope, kind, id]));
		}
	}

	/** A device whose clock was ahead has ended what is not over: those scopes come again. */
	async #endedEarly({ overThrough }: Application): Promise<ReadonlySet<Scope>> {
		const early = await this.#db.expired.where('month').above(overThrough).toArray();
		return new Set(early.map(({ scope }) => scope));
	}
}

const tallyOf = (tallies: ReadonlyMap<Scope, Tally>, scope: Scope): Tally => ({
	...(tallies.get(scope) ?? { count: 0, sum: 0 })
});

/** Leaves the transaction without a trace when the proof fails. */
class Differing extends Error {
	readonly scopes: readonly Scope[];
	constructor(scopes: readonly Scope[]) {
		super('Own rows do not add up to the server’s');
		this.scopes = scopes;
	}
}
