import type { PulledRow } from '#lib/sync/protocol.ts';
import { LOOK_ROWS, type SeenScope } from './look.ts';

/** Of one scope; an article is some thousand characters. */
const KEPT_CHARACTERS = 2_000_000;

/**
 * The end of a scope's history as one look saw it: every row that changed after version `base`, as it
 * is at version `version`, and the checksums of the versions in between.
 */
export type ScopeTail = {
	readonly base: number;
	readonly version: number;
	readonly sum: number;
	readonly goneThrough: number | null;
	readonly sums: ReadonlyMap<number, number>;
	/** In the order of their versions. */
	readonly rows: readonly PulledRow[];
};

/**
 * Goes on from what was kept with what a later look brought.
 * @param kept undefined where nothing was; then the look was asked from version 0
 * @returns null where the history is another one: the server was put back; what was kept is of no worth
 */
export function extendTail(kept: ScopeTail | undefined, seen: SeenScope): ScopeTail | null {
	// What was forgotten without a word on each row may be among those that were kept.
	if (kept && kept.goneThrough !== seen.goneThrough) return null;
	if (kept?.version === seen.version) return kept.sum === seen.sum ? kept : null;
	const sums = new Map(seen.history.map(({ version, sum }) => [version, sum]));
	if (kept && sums.get(kept.version) !== kept.sum) return null;
	const fresh = seen.rows.map((row): PulledRow => ({ scope: seen.scope, ...row })).reverse();
	const changed = new Set(fresh.map(keyOf));
	const older = (kept?.rows ?? []).filter((row) => !changed.has(keyOf(row)));
	return trim({
		base: kept?.base ?? 0,
		...{ version: seen.version, sum: seen.sum, goneThrough: seen.goneThrough },
		sums: new Map([...(kept?.sums ?? []), ...sums, [seen.version, seen.sum]]),
		rows: [...older, ...fresh]
	});
}

const keyOf = ({ kind, id }: PulledRow): string => `${kind} ${id}`;

/**
 * Forgets the oldest versions, whole, until what is kept has its size. A look that brought one row too
 * many is cut here as well: of the version of that row, others may not have come.
 */
function trim(tail: ScopeTail): ScopeTail {
	let base = tail.base;
	let characters = 0;
	for (const [index, { version, body }] of [...tail.rows].reverse().entries()) {
		characters += body?.length ?? 0;
		if (index >= LOOK_ROWS || characters > KEPT_CHARACTERS) {
			base = Math.max(base, version);
			break;
		}
	}
	return {
		...tail,
		base,
		sums: new Map([...tail.sums].filter(([version]) => version >= tail.version - LOOK_ROWS)),
		rows: tail.rows.filter(({ version }) => version > base)
	};
}

/**
 * What a device at this cursor needs, exactly as the database would have said at the time of the look.
 * @returns null where it was never there in this history, or too long ago to tell
 */
export function tailSince(
	tail: ScopeTail,
	version: number,
	sum: number | null
): readonly PulledRow[] | null {
	if (version < tail.base) return null;
	// A first load need not hear of what left before it began.
	if (version === 0) return tail.rows.filter(({ body }) => body !== null);
	if (sum === null || tail.sums.get(version) !== sum) return null;
	return tail.rows.filter((row) => row.version > version);
}
