import type { EntityTable } from 'dexie';
import { NotLeading } from '#lib/sync/not-leading.ts';

type Meta = EntityTable<{ key: string; value: unknown }, 'key'>;

const FENCE = 'fence';

/** The fence of one owner, in a database that several owners have a part in. */
export const fenceOf = (owner: string): string => `${FENCE}:${owner}`;

/**
 * The fencing token of the leading tab, in the database that it guards. A tab that was frozen while it
 * led wakes up with an old token, and its write fails inside its own transaction.
 */
export async function checkFence(meta: Meta, token: number, fence = FENCE): Promise<void> {
	const held = await meta.get(fence);
	if (held?.value !== token) throw new NotLeading();
}

export async function raiseFence(meta: Meta, token: number, fence = FENCE): Promise<void> {
	await meta.put({ key: fence, value: token });
}

export async function currentFence(meta: Meta, fence = FENCE): Promise<number> {
	const held = await meta.get(fence);
	return typeof held?.value === 'number' ? held.value : 0;
}
