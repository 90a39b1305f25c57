/** Twenty thousand rows that change in one transaction, and go in one. */
import { figure, promised, type Figure } from './figures.ts';
import { articleRow, startNode, write, type Node } from './node.ts';
import type { ScopeChange } from '#lib/server/sync/change-log.ts';

const ROWS = 20_000;
const CHARACTERS = 1000;
const TARGET = { atMost: 2 };

export async function measureImport(serverUrl: string): Promise<readonly Figure[]> {
	const node = await startNode(serverUrl);
	try {
		const rows = Array.from({ length: ROWS }, () => articleRow(CHARACTERS));
		const named = (what: string) => `${what} of ${ROWS.toLocaleString('en')} rows, sealed`;
		const made = await secondsFor(node, rows);
		const again = rows.map(({ id }) => articleRow(CHARACTERS, id));
		const changed = await secondsFor(node, again);
		const purged = await secondsFor(
			node,
			rows.map((row) => ({ ...row, body: null }))
		);
		return [
			promised(TARGET, figure(named('import'), made, 's')),
			promised(TARGET, figure(named('change'), changed, 's')),
			promised(TARGET, figure(named('purge'), purged, 's'))
		];
	} finally {
		await node.stop();
	}
}

async function secondsFor(node: Node, changes: readonly ScopeChange[]): Promise<number> {
	const startMs = performance.now();
	await write(node, changes);
	return (performance.now() - startMs) / 1000;
}
