import { addHash, removeHash } from '#lib/sync/checksum.ts';
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
import { checkFence } from './fence.ts';
import type { RowDatabase } from './row-database.ts';

type Key = [string, string, string];
type Tally = { count: number; sum: number };

const keyOf = ({ scope, kind, id }: StagedRow): Key => [scope, kind, id];

/** The row store over IndexedDB; its guarantees are those of the port. */
export class DexieRowStore implements RowStore {
	readonly #db: RowDatabase;

	constructor(db: RowDatabase) {
		this.#db = db;
	}

	async held(): Promise<readonly HeldScope[]> {
		return this.#db.scopes.toArray();
	}

	async stage(rows: readonly StagedRow[], page: { first: boolean; token: number }): Promise<void> {
		const { staged, meta } = this.#db;
		await this.#db.transaction('rw', staged, meta, async () => {
			await checkFence(meta, page.token);
			if (page.first) await staged.clear();
			await staged.bulkAdd([...rows]);
		});
	}

	async apply(application: Application, token: number): Promise<readonly Scope[]> {
		const { rows, staged, scopes, meta } = this.#db;
		try {
			await this.#db.transaction('rw', [rows, staged, scopes, meta], async () => {
				await checkFence(meta, token);
				const tallies = await this.#emptied(application);
				await this.#putStaged(application, tallies);
				const held = application.heads.map(({ scope, version }) => ({
					scope,
					version,
					...tallyOf(tallies, scope)
				}));
				const differing = application.heads.filter((head) => {
					const own = tallyOf(tallies, head.scope);
					return own.count !== head.count || own.sum !== head.sum;
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

	/** Both are read at one moment; the hashing, which waits for the browser, comes after it. */
	async audit(hashOf: HashOf): Promise<readonly Scope[]> {
		const { rows, scopes } = this.#db;
		const [all, held] = await this.#db.transaction('r', rows, scopes, () =>
			Promise.all([rows.toArray(), scopes.toArray()])
		);
		return scopesThatDiffer(all, held, hashOf);
	}

	/** Drops what is no longer granted and what comes whole; tells what the rest amounts to. */
	async #emptied({ heads, reset }: Application): Promise<Map<Scope, Tally>> {
		const granted = new Set(heads.map(({ scope }) => scope));
		const tallies = new Map<Scope, Tally>();
		for (const { scope, count, sum } of await this.#db.scopes.toArray()) {
			const stays = granted.has(scope) && !reset.includes(scope);
			if (stays) tallies.set(scope, { count, sum });
			else await this.#db.rows.where('scope').equals(scope).delete();
		}
		return tallies;
	}

	/** Puts the staged rows in and keeps each scope's count and checksum by what really changes here. */
	async #putStaged({ heads }: Application, tallies: Map<Scope, Tally>): Promise<void> {
		// What was granted on the first page may have been taken away before the last.
		const granted = new Set(heads.map(({ scope }) => scope));
		// A row may come twice in one pull when it changes between two pages; the later one counts.
		const latest = new Map<string, StagedRow>();
		for (const row of await this.#db.staged.toArray())
			if (granted.has(row.scope)) latest.set(keyOf(row).join('\n'), row);
		const incoming = [...latest.values()];
		const present = await this.#db.rows.bulkGet(incoming.map(keyOf));
		incoming.forEach((row, index) => {
			const tally = tallyOf(tallies, row.scope);
			const old = present[index];
			if (old) {
				tally.count -= 1;
				tally.sum = removeHash(tally.sum, old.hash);
			}
			if (row.body !== null) {
				tally.count += 1;
				tally.sum = addHash(tally.sum, row.hash);
			}
			tallies.set(row.scope, tally);
		});
		const stays = (row: StagedRow): row is StoredRow => row.body !== null;
		await this.#db.rows.bulkDelete(incoming.filter((row) => !stays(row)).map(keyOf));
		await this.#db.rows.bulkPut(incoming.filter(stays));
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
