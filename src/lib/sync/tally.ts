import { addHash } from './checksum.ts';
import type { ExpiredRow } from './expiry.ts';
import type { HashOf, HeldScope, StoredRow } from './ports.ts';
import type { Scope } from './scope.ts';

/**
 * The proof made from the texts of the rows, for a disk that may have lost or changed some. Of what has
 * expired there is no text any more, only its hash.
 * @returns the scopes whose rows do not add up to what is held of them
 */
export async function scopesThatDiffer(
	{ rows, expired }: { rows: readonly StoredRow[]; expired: readonly ExpiredRow[] },
	held: readonly HeldScope[],
	hashOf: HashOf
): Promise<readonly Scope[]> {
	const tallies = new Map(held.map(({ scope }) => [scope, { count: 0, sum: 0, sound: true }]));
	for (const row of rows) {
		const tally = tallies.get(row.scope);
		if (!tally) continue;
		const hash = await hashOf(row);
		tally.count += 1;
		tally.sum = addHash(tally.sum, hash);
		// The stored hash is taken off the sum when the row changes: a wrong one would spoil that later.
		tally.sound &&= hash === row.hash;
	}
	for (const { scope, hash } of expired) {
		const tally = tallies.get(scope);
		if (tally) Object.assign(tally, { count: tally.count + 1, sum: addHash(tally.sum, hash) });
	}
	const differs = ({ scope, count, sum }: HeldScope): boolean => {
		const own = tallies.get(scope);
		return !own?.sound || own.count !== count || own.sum !== sum;
	};
	return held.filter(differs).map(({ scope }) => scope);
}
