/**
 * The row store of a device in memory: what tests and simulations run the engine on. Whatever it does
 * happens in one go, so that nothing comes between its parts; a disk outlives the stores that are
 * opened over it, as IndexedDB outlives a tab.
 */
import { atOnce } from './at-once.ts';
import { addHash, removeHash } from './checksum.ts';
import type { ExpiredRow } from './expiry.ts';
import { NotLeading } from './not-leading.ts';
import type { OpenedPack } from './pack.ts';
import type { Application, HashOf, HeldScope, RowStore, StagedRow, StoredRow } from './ports.ts';
import type { Head } from './protocol.ts';
import { scopesThatDiffer } from './tally.ts';
import type { Scope } from './scope.ts';

export type RowDisk = {
	fence: number;
	rows: ReadonlyMap<string, StoredRow>;
	staged: readonly StagedRow[];
	/** By name, the rows found in a pack; taken in, they lie among the rows like any other. */
	packs: ReadonlyMap<string, readonly Omit<StoredRow, 'scope'>[]>;
	packed: Application['packed'];
	/** By the key of the row that they were. */
	expired: ReadonlyMap<string, ExpiredRow>;
	held: readonly HeldScope[];
	serverTime: string | null;
};

export const emptyRowDisk = (): RowDisk => ({
	fence: 0,
	rows: new Map(),
	staged: [],
	packs: new Map(),
	packed: [],
	expired: new Map(),
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

	keepPacks(packs: readonly OpenedPack[], token: number): Promise<void> {
		return atOnce(() => {
			this.#checkFence(token);
			const read = packs.map(({ name, rows, bodies }) => {
				const texts = bodies();
				const found = rows.map(({ kind, id, hash }, index) => {
					return { kind, id, hash, body: texts[index] ?? '' };
				});
				return [name, found] as const;
			});
			this.#disk.packs = new Map([...this.#disk.packs, ...read]);
		});
	}

	apply(application: Application, token: number): Promise<readonly Scope[]> {
		return atOnce(() => {
			this.#checkFence(token);
			const { heads, reset, packed, serverTime, overThrough } = application;
			const granted = new Set(heads.map(({ scope }) => scope));
			const stays = (scope: Scope) => granted.has(scope) && !reset.includes(scope);
			const disk = this.#disk;
			const rows = new Map([...disk.rows].filter(([, { scope }]) => stays(scope)));
			const expired = new Map([...disk.expired].filter(([, { scope }]) => stays(scope)));
			const parts = { rows, expired };
			const tallies = new Map<Scope, Tally>(
				disk.held.filter(({ scope }) => stays(scope)).map((held) => [held.scope, held])
			);
			for (const { scope, packs } of packed)
				for (const row of packs.flatMap((name) => disk.packs.get(name) ?? []))
					put({ scope, ...row }, parts, tallies);
			const incoming = [...(application.hasStaged ? disk.staged : []), ...application.rows];
			for (const row of incoming) if (granted.has(row.scope)) put(row, parts, tallies);
			for (const head of heads) forget(head, parts, tallies);
			const held = heads.map(({ scope, version }) => {
				const { count, sum } = tallies.get(scope) ?? NOTHING;
				return { scope, version, count, sum };
			});
			const differing = heads.filter(({ scope, count, sum }, index) => {
				const own = held[index] ?? NOTHING;
				return own.count !== count || own.sum !== sum || hasEndedEarly(scope, expired, overThrough);
			});
			if (differing.length > 0) return differing.map(({ scope }) => scope);
			const grounds = [...disk.packed.filter(({ scope }) => stays(scope)), ...packed];
			const used = new Set(grounds.flatMap((one) => one.packs));
			const packs = new Map([...disk.packs].filter(([name]) => used.has(name)));
			Object.assign(disk, { rows, expired, held, serverTime, staged: [], packed: grounds, packs });
			return [];
		});
	}

	expire(month: number): Promise<void> {
		return atOnce(() => {
			const rows = new Map(this.#disk.rows);
			const expired = new Map(this.#disk.expired);
			for (const [key, row] of rows) {
				if (!isOver(row, month)) continue;
				const { scope, kind, id, hash } = row;
				expired.set(key, { scope, kind, id, hash, month: row.month });
				rows.delete(key);
			}
			const staged = this.#disk.staged.filter((row) => !isOver(row, month));
			Object.assign(this.#disk, { rows, expired, staged });
		});
	}

	async audit(hashOf: HashOf): Promise<readonly Scope[]> {
		const spoilt = new Set<string>();
		for (const [name, packed] of this.#disk.packs)
			for (const row of packed) if ((await hashOf(row)) !== row.hash) spoilt.add(name);
		this.#disk.packs = new Map([...this.#disk.packs].filter(([name]) => !spoilt.has(name)));
		const { rows, held, expired } = this.#disk;
		const all = { rows: [...rows.values()], expired: [...expired.values()] };
		return scopesThatDiffer(all, held, hashOf);
	}

	#checkFence(token: number): void {
		if (this.#disk.fence !== token) throw new NotLeading();
	}
}

type Parts = {
	readonly rows: Map<string, StoredRow>;
	readonly expired: Map<string, ExpiredRow>;
};

const isOver = <Row extends { month?: number }>(
	row: Row,
	month: number
): row is Row & { month: number } => row.month !== undefined && row.month <= month;

/** A device whose clock was ahead has ended what is not over. */
const hasEndedEarly = (scope: Scope, expired: Parts['expired'], overThrough: number): boolean =>
	[...expired.values()].some((row) => row.scope === scope && row.month > overThrough);

/** One staged row into the rows, and what that changes in its scope's count and checksum. */
function put(row: StagedRow, { rows, expired }: Parts, tallies: Map<Scope, Tally>): void {
	const key = rowKey(row);
	takeOff(row.scope, rows.get(key) ?? expired.get(key), tallies);
	rows.delete(key);
	expired.delete(key);
	if (row.body === null) return;
	rows.set(key, row);
	const { count, sum } = tallies.get(row.scope) ?? NOTHING;
	tallies.set(row.scope, { count: count + 1, sum: addHash(sum, row.hash) });
}

function takeOff(
	scope: Scope,
	old: { readonly hash: number } | undefined,
	tallies: Map<Scope, Tally>
): void {
	const { count, sum } = tallies.get(scope) ?? NOTHING;
	if (old) tallies.set(scope, { count: count - 1, sum: removeHash(sum, old.hash) });
}

/** The server has forgotten these, without a word on each. */
function forget({ scope, goneThrough = -1 }: Head, parts: Parts, tallies: Map<Scope, Tally>): void {
	for (const part of [parts.rows, parts.expired])
		for (const [key, row] of part) {
			if (row.scope !== scope || !isOver(row, goneThrough)) continue;
			takeOff(scope, row, tallies);
			part.delete(key);
		}
}
