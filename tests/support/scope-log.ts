/** One scope of the server, in memory: its rows, its versions, and what each version amounted to. */
import { createHash } from 'node:crypto';
import { addHash, hashFromDigest, hashedText, removeHash } from '#lib/sync/checksum.ts';
import { monthOfRow } from '#lib/sync/expiry.ts';
import { nameOf, packOf, packsFor, packText } from '#lib/sync/pack.ts';
import type { PulledRow } from '#lib/sync/protocol.ts';
import type { EntityKind, Scope } from '#lib/sync/scope.ts';

export type Change = {
	readonly scope: Scope;
	readonly kind: EntityKind;
	readonly id: string;
	/** Null: the row leaves the scope. */
	readonly body: string | null;
};

export type Proof = { readonly count: number; readonly sum: number };

export const sha256 = (content: string | Uint8Array): Uint8Array =>
	createHash('sha256').update(content).digest();

export const hashOf = (row: { kind: EntityKind; id: string; body: string }): number =>
	hashFromDigest(sha256(hashedText(row)));

export class ScopeLog {
	version = 0;
	proof: Proof = { count: 0, sum: 0 };
	/** The last month of which nothing is here any more. */
	goneThrough = 0;
	readonly #scope: Scope;
	readonly #members = new Map<string, PulledRow>();
	readonly #history = new Map<number, Proof>([[0, this.proof]]);

	constructor(scope: Scope) {
		this.#scope = scope;
	}

	/** All changes of one transaction get one version; what changes nothing here gets none. */
	seal(changes: readonly Change[]): void {
		const effective = changes.filter(({ kind, id, body }) => {
			const known = this.#members.get(`${kind} ${id}`);
			return (known?.body ?? null) !== body;
		});
		if (effective.length === 0) return;
		this.version += 1;
		for (const { kind, id, body } of effective) this.#put({ kind, id, body });
		this.#history.set(this.version, this.proof);
	}

	/** Rows of this month and before go, all of them under one version. */
	forget(month: number): void {
		const over = [...this.#members].filter(([, { kind, body }]) => {
			const of = body === null ? undefined : monthOfRow({ kind, body });
			return of !== undefined && of <= month;
		});
		if (over.length === 0) return;
		let { count, sum } = this.proof;
		for (const [key, { kind, id, body }] of over) {
			count -= 1;
			sum = removeHash(sum, hashOf({ kind, id, body: body ?? '' }));
			this.#members.delete(key);
		}
		this.proof = { count, sum };
		this.version += 1;
		this.goneThrough = month;
		this.#history.set(this.version, this.proof);
	}

	/** A sabotaged build: the rows of the last version come as if they were of the one before it. */
	comeLate(): void {
		for (const [key, row] of this.#members)
			if (row.version === this.version && row.version > 1)
				this.#members.set(key, { ...row, version: row.version - 1 });
	}

	/** Rows in the order of their versions; a first load need not hear of what left before it began. */
	since(version: number): readonly PulledRow[] {
		return this.changedAfter(version).filter(({ body }) => version > 0 || body !== null);
	}

	/** The same, with all that left. */
	changedAfter(version: number): PulledRow[] {
		return [...this.#members.values()]
			.filter((row) => row.version > version)
			.sort((one, other) => one.version - other.version);
	}

	/** What a device that is up to date holds. */
	rows(): readonly PulledRow[] {
		return [...this.#members.values()].filter(({ body }) => body !== null);
	}

	/** Name and bytes, cut as the real server cuts them, but for the compression. */
	packs(): readonly (readonly [string, Uint8Array<ArrayBuffer>])[] {
		const rows = this.rows().map(({ kind, id, body }) => ({ kind, id, body: body ?? '' }));
		const packs = packsFor(rows.length * 16);
		return Array.from({ length: packs }, (_, place) => {
			const text = packText(rows.filter(({ id }) => packOf(id, packs) === place));
			const bytes = new TextEncoder().encode(text);
			return [nameOf(sha256(bytes)), bytes] as const;
		});
	}

	proofAt(version: number): Proof | null {
		return this.#history.get(version) ?? null;
	}

	/** The same scope as it is now, to go on by itself: what a backup is. */
	copy(): ScopeLog {
		const copy = new ScopeLog(this.#scope);
		copy.version = this.version;
		copy.proof = this.proof;
		copy.goneThrough = this.goneThrough;
		for (const [key, row] of this.#members) copy.#members.set(key, row);
		for (const [version, proof] of this.#history) copy.#history.set(version, proof);
		return copy;
	}

	#put({ kind, id, body }: Omit<Change, 'scope'>): void {
		const key = `${kind} ${id}`;
		const old = this.#members.get(key)?.body ?? null;
		let { count, sum } = this.proof;
		if (old !== null) {
			count -= 1;
			sum = removeHash(sum, hashOf({ kind, id, body: old }));
		}
		if (body !== null) {
			count += 1;
			sum = addHash(sum, hashOf({ kind, id, body }));
		}
		this.proof = { count, sum };
		this.#members.set(key, { scope: this.#scope, kind, id, version: this.version, body });
	}
}

/** Never splits a version; one that alone is larger than a page comes whole. */
export function pageOf(log: ScopeLog, since: number, room: number) {
	const all = log.since(since);
	if (all.length <= room) return { rows: all, version: log.version };
	if (room <= 0) return { rows: [], version: since };
	const next = all[room]?.version ?? 0;
	const whole = all.slice(0, room).filter(({ version }) => version < next);
	const rows = whole.length > 0 ? whole : all.filter(({ version }) => version === next);
	return { rows, version: rows.at(-1)?.version ?? since };
}
