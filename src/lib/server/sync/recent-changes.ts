/**
 * What has just changed, kept in this process, so that the many devices which one change wakes are
 * answered from the one look that noticed it, and not by a query each.
 *
 * Why such an answer is as good as one from the database:
 * - It is the answer of one moment. A look is one statement, so one snapshot over all scopes of all
 *   devices of this node; an answer is made of one look alone, never of two.
 * - It is what the database would have said at that moment: a tail holds every row that changed after
 *   its base, so those newer than a cursor are all that a query would have found. Where something was
 *   forgotten without a word on each row (its time was over), the tail begins anew.
 * - A cursor is proven as ever: its (version, sum) has to be one of this history, whose sums come from
 *   sync_history, and each look is proven the same way to go on from the one before it. What cannot be
 *   proven here is asked of the database, which alone says "reset".
 * - It is progress: only a device that is behind the look is answered, and none that is ahead of it in
 *   any scope, so nobody goes back. Whatever was committed later wakes the device again.
 * - Whoever wrote through this node sees it: announcing a scope puts it in doubt until a look has begun
 *   after that. A device that asks without being behind, as each does once a minute, asks the database.
 * - Nobody is shown more: which scopes an actor may hold is decided for each request, and rows are only
 *   taken from those. The scopes of one person are not kept at all.
 */
import type { Cursor, Head, PulledRow } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';
import type { SeenScope } from './look.ts';
import { extendTail, tailSince, type ScopeTail } from './scope-tail.ts';

/** Some looks have failed by then. */
const TOO_OLD_MS = 5000;

type Look = {
	readonly beganMs: number;
	/** What was looked at, whether or not it exists. */
	readonly scopes: ReadonlySet<Scope>;
	readonly seen: ReadonlyMap<Scope, SeenScope>;
	readonly tails: ReadonlyMap<Scope, ScopeTail>;
};

export type RecentChangesPorts = {
	readonly lookAt: (since: ReadonlyMap<Scope, number | null>) => Promise<readonly SeenScope[]>;
	/** Milliseconds of a clock that nobody sets. */
	readonly elapsedMs: () => number;
};

type Answer = { readonly heads: readonly Head[]; readonly rows: readonly PulledRow[] };

export class RecentChanges {
	readonly #ports: RecentChangesPorts;
	readonly #doubted = new Map<Scope, number>();
	#doubts = 0;
	#last: Look | null = null;

	constructor(ports: RecentChangesPorts) {
		this.#ports = ports;
	}

	/** Something may have been written to these scopes: no look that began before is used for them. */
	doubt(scopes: readonly Scope[]): void {
		this.#doubts += 1;
		for (const scope of scopes) this.#doubted.set(scope, this.#doubts);
	}

	/** Looks at these scopes, and remembers what has changed. One look at a time. */
	async look(scopes: ReadonlySet<Scope>): Promise<ReadonlyMap<Scope, number>> {
		const [doubts, beganMs] = [this.#doubts, this.#ports.elapsedMs()];
		const kept = this.#last?.tails;
		const since = new Map([...scopes].map((scope) => [scope, sinceOf(scope, kept?.get(scope))]));
		const seen = await this.#ports.lookAt(since);
		const tails = new Map<Scope, ScopeTail>();
		for (const one of seen) {
			const tail = since.get(one.scope) === null ? null : extendTail(kept?.get(one.scope), one);
			if (tail) tails.set(one.scope, tail);
		}
		const byScope = new Map(seen.map((one) => [one.scope, one]));
		this.#last = { beganMs, scopes, seen: byScope, tails };
		for (const [scope, doubt] of this.#doubted) if (doubt <= doubts) this.#doubted.delete(scope);
		return new Map(seen.map(({ scope, version }) => [scope, version]));
	}

	/**
	 * @param granted what the reader may hold today
	 * @param most rows in one answer
	 * @returns null where the database has to be asked
	 */
	answer(granted: readonly Scope[], cursors: readonly Cursor[], most: number): Answer | null {
		const look = this.#last;
		if (!look || this.#ports.elapsedMs() - look.beganMs > TOO_OLD_MS) return null;
		const held = new Map(cursors.map((cursor) => [cursor.scope, cursor]));
		const heads: Head[] = [];
		const rows: PulledRow[] = [];
		let isBehind = false;
		for (const scope of granted) {
			const isKnown = look.scopes.has(scope) && !this.#doubted.has(scope);
			const step = isKnown ? stepOf(look, scope, held.get(scope)) : null;
			if (!step) return null;
			heads.push(step.head);
			rows.push(...step.rows);
			isBehind ||= step.isBehind;
		}
		return isBehind && rows.length <= most ? { heads, rows } : null;
	}
}

/** The version from which a look asks for the rows; of one person's tickets only for the head. */
function sinceOf(scope: Scope, kept: ScopeTail | undefined): number | null {
	if (scope.startsWith('mine:')) return null;
	return kept?.version ?? 0;
}

type Step = {
	readonly head: Head;
	readonly rows: readonly PulledRow[];
	readonly isBehind: boolean;
};

function stepOf(
	{ seen, tails }: Look,
	scope: Scope,
	{ version, sum }: Omit<Cursor, 'scope'> = { version: 0, sum: 0 }
): Step | null {
	const now = seen.get(scope);
	const goneThrough = now?.goneThrough ?? null;
	const head: Head = {
		...{ scope, version: now?.version ?? 0, count: now?.count ?? 0, sum: now?.sum ?? 0 },
		...(goneThrough === null ? {} : { goneThrough }),
		reset: false
	};
	if (version > head.version) return null;
	if (version === head.version) {
		const isProven = version === 0 || sum === head.sum;
		return isProven ? { head, rows: [], isBehind: false } : null;
	}
	const tail = tails.get(scope);
	const rows = tail ? tailSince(tail, version, sum) : null;
	return rows && { head, rows, isBehind: true };
}
