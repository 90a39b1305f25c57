import { addHash } from './checksum.ts';
import type { HashOf, HeldScope, StoredRow } from './ports.ts';
import type { Scope } from './scope.ts';

/**
 * The proof made from the texts of the rows alone, for a disk that may have lost or changed some.
 * @returns the scopes whose rows do not add up to what is held of them
 */
export async function scopesThatDiffer(
	rows: readonly StoredRow[],
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
	const differs = ({ scope, count, sum }: HeldScope): boolean => {
		const own = tallies.get(scope);
		return !own?.sound || own.count !== count || own.sum !== sum;
	};
	return held.filter(differs).map(({ scope }) => scope);
}
