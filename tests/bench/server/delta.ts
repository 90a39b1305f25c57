/** What ten changed rows cost, whatever the number of rows beside them. */
import type { PendingQuery, Row } from 'postgres';
import { pull } from '#lib/server/sync/pull.ts';
import { PROTOCOL_VERSION, type Cursor, type PullRequest } from '#lib/sync/protocol.ts';
import { figure, promised, percentile, type Figure } from './figures.ts';
import { articleRow, startNode, write, type Node } from './node.ts';

const CHANGED = 10;
const SAMPLES = 1000;
const WARM_UP = 100;
const DELTA_MS = 2;

export async function measureDelta(serverUrl: string, members: number): Promise<readonly Figure[]> {
	const sizes = [10_000, 100_000, members].filter((size) => size <= members);
	const runs: Run[] = [];
	try {
		for (const size of new Set(sizes)) runs.push(await prepare(serverUrl, size));
		// In turns, so that whatever else the machine does hits all of them alike.
		for (let sample = -WARM_UP; sample < SAMPLES; sample += 1)
			for (const run of runs) await take(run, sample >= 0);
		return runs.flatMap(figuresOf);
	} finally {
		for (const { node } of runs) await node.stop();
	}
}

type Run = {
	readonly size: number;
	readonly node: Node;
	readonly request: PullRequest;
	/** The product's own statement for these rows. */
	readonly delta: () => PendingQuery<Row[]>;
	readonly deltaMs: number[];
	readonly pullMs: number[];
};

async function prepare(serverUrl: string, size: number): Promise<Run> {
	const node = await startNode(serverUrl);
	const ids = await fill(node, size);
	const request = (cursors: Cursor[]): PullRequest => ({
		...{ protocol: PROTOCOL_VERSION, owner: 'anybody', cursors }
	});
	const start = { scope: 'kb:public', version: size, sum: 0 } as const;
	for (const id of ids) await write(node, [articleRow(400, id)]);
	await node.writer.sql`vacuum analyze sync_member, sync_history, sync_scope`;
	node.statements.take();
	const { rows } = await pull(node.services, { type: 'anonymous' }, request([start]));
	if (rows.length !== CHANGED) throw new Error(`${rows.length} rows instead of ${CHANGED}`);
	const sent = node.statements.take().find(({ text }) => /^select .*"sync_member"/u.test(text));
	if (!sent) throw new Error('No statement read the rows');
	const parameters = sent.parameters as (string | number)[];
	return {
		...{ size, node, request: request([start]), deltaMs: [], pullMs: [] },
		delta: () => node.services.sql.unsafe(sent.text, parameters, { prepare: true })
	};
}

/** Rows of one version each, in one go. @returns ids of some of them, anywhere in the table */
async function fill({ writer: { sql } }: Node, size: number): Promise<readonly string[]> {
	await sql`insert into sync_scope (key, version, count, sum)
		values ('kb:public', ${size}, ${size}, 0)`;
	await sql`insert into sync_history (scope, version, sum)
		select id, version, 0 from sync_scope where key = 'kb:public'`;
	await sql`insert into sync_member (scope, kind, id, version, hash, body)
		select scope.id, 'article', gen_random_uuid(), n, n, repeat(md5(n::text), 5)
		from sync_scope scope, generate_series(1, ${size}::int) n`;
	await sql`vacuum analyze sync_member`;
	const step = Math.floor(size / CHANGED);
	const rows = await sql<{ id: string }[]>`
		select id from sync_member where version % ${step} = ${Math.floor(step / 2)} limit ${CHANGED}`;
	return rows.map(({ id }) => id);
}

async function take(run: Run, counts: boolean): Promise<void> {
	const deltaMs = await spanOf(() => run.delta());
	const pullMs = await spanOf(() => pull(run.node.services, { type: 'anonymous' }, run.request));
	if (!counts) return;
	run.deltaMs.push(deltaMs);
	run.pullMs.push(pullMs);
}

async function spanOf(work: () => PromiseLike<unknown>): Promise<number> {
	const startMs = performance.now();
	await work();
	return performance.now() - startMs;
}

function figuresOf({ size, deltaMs, pullMs }: Run, _index: number, runs: readonly Run[]): Figure[] {
	const at = `at ${size.toLocaleString('en')} rows`;
	const p50 = percentile(deltaMs, 0.5);
	const first = percentile(runs[0]?.deltaMs ?? [], 0.5);
	return [
		figure(`delta of ${CHANGED} rows, SQL, p50 ${at}`, p50, 'ms'),
		promised(
			{ atMost: DELTA_MS },
			figure(`delta of ${CHANGED} rows, SQL, p95 ${at}`, percentile(deltaMs, 0.95), 'ms')
		),
		promised(
			{ atMost: 120 },
			figure(`its p50 against that at 10,000 rows, ${at}`, (100 * p50) / first, '%')
		),
		figure(`whole pull of ${CHANGED} rows, p50 ${at}`, percentile(pullMs, 0.5), 'ms'),
		figure(`whole pull of ${CHANGED} rows, p95 ${at}`, percentile(pullMs, 0.95), 'ms')
	];
}
