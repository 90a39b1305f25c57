/** All scopes of the fake server, and how devices read them: in pages, and the large ones in packs. */
import type { Cursor, Head, Manifest, PulledRow, PullResponse } from '#lib/sync/protocol.ts';
import { PACKED_SCOPES, type Scope } from '#lib/sync/scope.ts';
import { pageOf, ScopeLog } from './scope-log.ts';

type Limits = {
	/** In one page. */
	readonly rows: number;
	/** From so many rows on a scope comes in packs. */
	readonly packedFrom: number;
};

export class ScopeLogs {
	readonly #logs = new Map<Scope, ScopeLog>();
	/** As they were last cut. */
	readonly #bundles = new Map<Scope, Manifest>();

	get all(): readonly ScopeLog[] {
		return [...this.#logs.values()];
	}

	of(scope: Scope): ScopeLog {
		const log = this.#logs.get(scope) ?? new ScopeLog(scope);
		this.#logs.set(scope, log);
		return log;
	}

	/** The same as they are now, to go on by themselves: what a backup is. */
	copy(): ScopeLogs {
		const copy = new ScopeLogs();
		for (const [scope, log] of this.#logs) copy.#logs.set(scope, log.copy());
		for (const [scope, bundle] of this.#bundles) copy.#bundles.set(scope, bundle);
		return copy;
	}

	page(
		scopes: readonly Scope[],
		cursors: readonly Cursor[],
		limits: Limits
	): Omit<PullResponse, 'serverTime'> {
		const heads: Head[] = [];
		const rows: PulledRow[] = [];
		let room = limits.rows;
		let more = false;
		for (const scope of scopes) {
			const log = this.of(scope);
			const { proof, goneThrough } = log;
			const cursor = cursors.find((one) => one.scope === scope) ?? { version: 0, sum: null };
			const known =
				cursor.sum === null
					? cursor.version <= log.version
					: log.proofAt(cursor.version)?.sum === cursor.sum;
			const since = known ? cursor.version : 0;
			if (since === 0 && proof.count >= limits.packedFrom && PACKED_SCOPES.includes(scope)) {
				heads.push({ scope, version: 0, ...proof, reset: !known, packed: true });
				continue;
			}
			const page = pageOf(log, since, room);
			room -= page.rows.length;
			rows.push(...page.rows);
			more ||= page.version < log.version;
			heads.push({ scope, version: page.version, ...proof, goneThrough, reset: !known });
		}
		return { heads, rows, more };
	}

	/**
	 * Cut anew now and then, so that devices begin with what is not the newest.
	 * @param files where the packs are laid down, by name
	 */
	manifest(scope: Scope, files: Map<string, Uint8Array<ArrayBuffer>>): Manifest {
		const log = this.of(scope);
		const known = this.#bundles.get(scope);
		if (known && known.version > 0 && log.version - known.version < 3) return known;
		const packs = log.packs();
		for (const [name, bytes] of packs) files.set(name, bytes);
		const names = packs.map(([name]) => name);
		const cut = { scope, version: log.version, sum: log.proof.sum, packs: names };
		this.#bundles.set(scope, cut);
		return cut;
	}
}
