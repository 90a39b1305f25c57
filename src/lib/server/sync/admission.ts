import type { Actor } from '#lib/domain/org/roles.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { OLDEST_PROTOCOL, PROTOCOL_VERSION } from '#lib/sync/protocol.ts';

export type SyncRefusal = 'signInNeeded' | 'otherOwner' | 'updateNeeded' | 'unavailable';

/** Nothing of a request may be looked at. Nothing is lost by it either: the device offers it again. */
export class SyncRefused extends Error {
	readonly reason: SyncRefusal;
	constructor(reason: SyncRefusal) {
		super(reason);
		this.reason = reason;
	}
}

/**
 * Lets a request in when it speaks this protocol and comes from the store of whoever is asking. A
 * session that ended is not another owner: that person only has to sign in again.
 * @throws SyncRefused
 */
export function admit(actor: Actor, request: { protocol: number; owner: string }): void {
	const { protocol } = request;
	if (protocol < OLDEST_PROTOCOL) throw new SyncRefused('updateNeeded');
	// A device that is ahead of this node, while nodes are updated one after another, comes again.
	if (protocol > PROTOCOL_VERSION) throw new SyncRefused('unavailable');
	if (request.owner === ownerKeyOf(actor)) return;
	const ended = request.owner.startsWith('person:') && actor.type !== 'staff';
	throw new SyncRefused(ended ? 'signInNeeded' : 'otherOwner');
}
