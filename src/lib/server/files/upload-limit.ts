import type { Actor } from '#lib/domain/org/roles.ts';
import type { Limits } from '../auth/limits.ts';

type From = {
	/** The owner key: all whom nobody knows share one. */
	readonly owner: string;
	readonly address: string;
};

/** @returns 0 when one more photograph may be begun, else how long to wait, in milliseconds */
export async function uploadWaitMs(
	limits: Limits,
	actor: Actor,
	{ owner, address }: From
): Promise<number> {
	if (actor.type !== 'anonymous') return limits.spend('upload', owner);
	const waitMs = await limits.spend('uploadByAddress', address);
	return waitMs > 0 ? waitMs : limits.spend('uploadByAnybody', 'all');
}
