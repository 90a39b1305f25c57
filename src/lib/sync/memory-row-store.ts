/**
 * The row store of a device in memory: what tests and simulations run the engine on. Whatever it does
 * happens in one go, so that nothing comes between its parts; a disk outlives the stores that are
 * opened over it, as IndexedDB outlives a tab.
 */
import { atOnce } from './at-once.ts';
import { addHash, removeHash } from './checksum.ts';
import { NotLeading } from './not-leading.ts';
import type { OpenedPack } from './pack.ts';
import type { Application, HashOf, HeldScope, RowStore, StagedRow, StoredRow } from './ports.ts';
import { scopesThatDiffer } from './tally.ts';
import type { Scope } from './scope.ts';

export type RowDisk = {
	fence: number;
	rows: ReadonlyMap<string, StoredRow>;
	staged: readonly StagedRow[];
	/** By name, the rows found in a pack; taken in, they lie among the rows like any other. */
	packs: ReadonlyMap<string, readonly Omit<StoredRow, 'scope'>[]>;
	packed: Application['packed'];
	held: readonly HeldScope[];
	serverTime: string | null;
};

export const emptyRowDisk = (): RowDisk => ({
	fence: 0,
	rows: new Map(),
	staged: [],
	packs: new Map(),
	packed: [],
	held: [],
	serverTime: null
});

export const rowKey = ({ scope, kind, id }: Pick<StoredRow, 'scope' | 'kind' | 'id'>): string =>
	`${scope}\n${kind}\n${id}`;

type Tally = { readonly count: number; readonly sum: number };
const NOTHING: Tally = { count: 0, sum: 0 };

/** The row store of one owner. */
export class MemoryRowStore implements RowStore {
	readonly #disk: RowDisk;

	constructor(disk: RowDisk) {
		this.#disk = disk;
	}

	held(): Promise<readonly HeldScope[]> {
		return atOnce(() => this.#disk.held);
	}

	stage(rows: readonly StagedRow[], page: { first: boolean; token: number }): Promise<void> {
		return atOnce(() => {
			this.#checkFence(page.token);
			this.#disk.staged = page.first ? [...rows] : [...this.#disk.staged, ...rows];
		});
	}

	havePacks(names: readonly string[]): Promise<ReadonlySet<string>> {
		return atOnce(() => new Set(names.filter((name) => this.#disk.packs.has(name))));
	}

	keepPack({ name, rows, text }: OpenedPack, token: number): Promise<void> {
		return atOnce(() => {
			this.#checkFence(token);
			const decoder = new TextDecoder();
			const read = rows.map(({ kind, id, hash, bodyFrom, to }) => {
				const body = decoder.decode(text.subarray(bodyFrom, to));
				return { kind, id, hash, body };
			});
			this.#disk.packs = new Map([...this.#disk.packs, [name, read]]);
		});
	}

	apply(
		{ heads, reset, packed, serverTime }: Application,
		token: number
	): Promise<readonly Scope[]> {
		return atOnce(() => {
			this.#checkFence(token);
			const granted = new Set(heads.map(({ scope }) => scope));
			const stays = (scope: Scope) => granted.has(scope) && !reset.includes(scope);
			const disk = this.#disk;
			const rows = new Map([...disk.rows].filter(([, { scope }]) => stays(scope)));
			const tallies = new Map<Scope, Tally>(
				disk.held.filter(({ scope }) => stays(scope)).map((held) => [held.scope, held])
			);
			for (const { scope, packs } of packed)
				for (const row of packs.flatMap((name) => disk.packs.get(name) ?? []))
					put({ scope, ...row }, rows, tallies);
			for (const row of disk.staged) if (granted.has(row.scope)) put(row, rows, tallies);
			const held = heads.map(({ scope, version }) => {
				const { count, sum } = tallies.get(scope) ?? NOTHING;
				return { scope, version, count, sum };
			});
			const differing = heads.filter(({ count, sum }, index) => {
				const own = held[index] ?? NOTHING;
				return own.count !== count || own.sum !== sum;
			});
			if (differing.length > 0) return differing.map(({ scope }) => scope);
			const grounds = [...disk.packed.filter(({ scope }) => stays(scope)), ...packed];
			const used = new Set(grounds.flatMap((one) => one.packs));
			const packs = new Map([...disk.packs].filter(([name]) => used.has(name)));
			Object.assign(disk, { rows, held, serverTime, staged: [], packed: grounds, packs });
			return [];
		});
	}

	async audit(hashOf: HashOf): Promise<readonly Scope[]> {
		const spoilt = new Set<string>();
		for (const [name, packed] of this.#disk.packs)
			for (const row of packed) if ((await hashOf(row)) !== row.hash) spoilt.add(name);
		this.#disk.packs = new Map([...this.#disk.packs].filter(([name]) => !spoilt.has(name)));
		const { rows, held } = this.#disk;
		return scopesThatDiffer([...rows.values()], held, hashOf);
	}

	#checkFence(token: number): void {
		if (this.#disk.fence !== token) throw new NotLeading();
	}
}

/** One staged row into the rows, and what that changes in its scope's count and checksum. */
function put(row: StagedRow, rows: Map<string, StoredRow>, tallies: Map<Scope, Tally>): void {
	let { count, sum } = tallies.get(row.scope) ?? NOTHING;
	const key = rowKey(row);
	const old = rows.get(key);
	if (old) {
		count -= 1;
		sum = removeHash(sum, old.hash);
	}
	if (row.body === null) rows.delete(key);
	else {
		rows.set(key, row);
		count += 1;
		sum = addHash(sum, row.hash);
	}
	tallies.set(row.scope, { count, sum });
}
