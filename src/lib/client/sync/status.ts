import type { TransportFailure } from '#lib/sync/ports.ts';

/** How the device stands to the server, as the leading tab last saw it; all tabs read it. */
export type SyncStatus = {
	readonly connection: 'starting' | 'online' | 'offline';
	/** ISO 8601; the last time an answer came. */
	readonly lastContactAt: string | null;
	/** What keeps commands from going although there is a network. */
	readonly problem: Exclude<TransportFailure, { type: 'unreachable' }> | null;
	/** Scopes that had to be fetched anew because the proof failed. Zero, always, in a healthy city. */
	readonly repairs: number;
};

export const STARTING: SyncStatus = {
	connection: 'starting',
	lastContactAt: null,
	problem: null,
	repairs: 0
};
