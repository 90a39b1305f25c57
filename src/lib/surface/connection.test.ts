import { describe, expect, it } from 'vitest';
import type { StoredEntry } from '#lib/client/db/outbox-database.ts';
import { STARTING, type SyncStatus } from '#lib/client/sync/status.ts';
import { connectionState } from './connection.ts';

const NOW = new Date('2026-11-26T10:00:00Z');
const minutesAgo = (minutes: number): string =>
	new Date(NOW.getTime() - minutes * 60_000).toISOString();

const entry = (minutes: number): StoredEntry =>
	({ command: { capturedAt: minutesAgo(minutes) } }) as StoredEntry;

function state(given: {
	status?: Partial<SyncStatus>;
	waiting?: readonly StoredEntry[];
	refused?: readonly StoredEntry[];
}) {
	const status = { ...STARTING, connection: 'online' as const, lastContactAt: minutesAgo(0) };
	const { waiting = [], refused = [] } = given;
	return connectionState({ status: { ...status, ...given.status }, waiting, refused, now: NOW });
}

describe('the state of the connection', () => {
	it('is good while the centre answers and nothing waits', () => {
		expect(state({})).toEqual({ kind: 'online' });
	});

	it('is sending what was just written, and says since when it does not go (pitfall 9)', () => {
		expect(state({ waiting: [entry(0.5)] })).toEqual({ kind: 'sending', count: 1 });
		expect(state({ waiting: [entry(2), entry(0.5)] })).toMatchObject({ kind: 'waiting', count: 2 });
	});

	it('is not good when the clock was put back behind what waits (pitfall 20)', () => {
		expect(state({ waiting: [entry(-60)] })).toMatchObject({ kind: 'waiting' });
	});

	it.each([
		[2, 'online'],
		[4, 'stale'],
		[-60, 'stale']
	])('with the last answer %d minutes ago it is %s (pitfall 9)', (minutes, kind) => {
		expect(state({ status: { lastContactAt: minutesAgo(minutes) } })).toMatchObject({ kind });
	});

	it('without a network it says since when', () => {
		const status = { connection: 'offline' as const, lastContactAt: minutesAgo(30) };
		expect(state({ status })).toMatchObject({ kind: 'offline', since: { iso: minutesAgo(30) } });
		expect(state({ status: { ...status, lastContactAt: null } })).toEqual({ kind: 'offline' });
	});

	it('tells that a new version is needed, and how much waits for it (pitfall 25)', () => {
		const status = { problem: { type: 'updateNeeded' as const } };
		expect(state({ status, waiting: [entry(1)] })).toEqual({ kind: 'outdated', count: 1 });
	});

	it('is first of all what came back', () => {
		const status = { connection: 'offline' as const };
		expect(state({ status, waiting: [entry(9)], refused: [entry(9)] })).toEqual({
			kind: 'refused',
			count: 1
		});
	});
});
