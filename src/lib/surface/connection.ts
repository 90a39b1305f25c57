import type { StoredEntry } from '#lib/client/db/outbox-database.ts';
import type { SyncStatus } from '#lib/client/sync/status.ts';
import type { ConnectionState } from '#lib/ui/connection/connection-state.ts';
import { since } from './moments.ts';

/** What has not gone for this long although there is a network, is said plainly. */
const STALLED_AFTER_MS = 60_000;
/** The centre is asked every minute and answers within half of one: then something stands still. */
const STALE_AFTER_MS = 3 * 60_000;

type Seen = {
	readonly status: SyncStatus;
	readonly waiting: readonly StoredEntry[];
	readonly refused: readonly StoredEntry[];
	readonly now: Date;
};

/** The one state that matters most to the person: what came back, then what does not go, then the network. */
export function connectionState({ status, waiting, refused, now }: Seen): ConnectionState {
	if (refused.length > 0) return { kind: 'refused', count: refused.length };
	const count = waiting.length;
	const oldest = waiting[0]?.command.capturedAt;
	if (status.problem?.type === 'updateNeeded') return { kind: 'outdated', count };
	const offline = status.connection === 'offline';
	if (oldest !== undefined) {
		const stalled = isLongAgo(oldest, now, STALLED_AFTER_MS);
		if (offline || stalled) return { kind: 'waiting', count, since: since(oldest, now) };
		return { kind: 'sending', count };
	}
	const { lastContactAt } = status;
	const isStale = lastContactAt !== null && isLongAgo(lastContactAt, now, STALE_AFTER_MS);
	if (!offline && isStale) return { kind: 'stale', since: since(lastContactAt, now) };
	if (!offline) return { kind: 'online' };
	return lastContactAt === null
		? { kind: 'offline' }
		: { kind: 'offline', since: since(lastContactAt, now) };
}

/** A moment that lies ahead is one too: the device's clock was put back, and says nothing any more. */
const isLongAgo = (iso: string, now: Date, ms: number): boolean =>
	Math.abs(now.getTime() - new Date(iso).getTime()) > ms;
