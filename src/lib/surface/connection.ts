import type { StoredEntry } from '#lib/client/db/outbox-database.ts';
import type { SyncStatus } from '#lib/client/sync/status.ts';
import type { ConnectionState } from '#lib/ui/connection/connection-state.ts';
import { since } from './moments.ts';

/** What has not gone for this long although there is a network, is said plainly. */
const STALLED_AFTER_MS = 60_000;

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
	const offline = status.connection === 'offline';
	if (oldest !== undefined) {
		const stalled = now.getTime() - new Date(oldest).getTime() > STALLED_AFTER_MS;
		if (offline || stalled) return { kind: 'waiting', count, since: since(oldest, now) };
		return { kind: 'sending', count };
	}
	if (!offline) return { kind: 'online' };
	const { lastContactAt } = status;
	return lastContactAt === null
		? { kind: 'offline' }
		: { kind: 'offline', since: since(lastContactAt, now) };
}
