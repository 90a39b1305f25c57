/** Hundreds of devices that come back at once to the running product, over HTTP on this machine. */
import { readFileSync } from 'node:fs';
import type { Sql } from 'postgres';
import { connect, openDatabase } from '#lib/server/db/connection.ts';
import { recordChanges, type ScopeChange } from '#lib/server/sync/change-log.ts';
import { PROTOCOL_VERSION, type Cursor, type PullResponse } from '#lib/sync/protocol.ts';
import { scopesOf, type Scope } from '#lib/sync/scope.ts';
import { Visitor } from '../../process/visitor.ts';
import { startProduct, type Product } from '../../support/product.ts';
import { copyTemplate } from '../../support/template-database.ts';
import { figure, promised, percentile, type Figure } from './figures.ts';
import { articleRow } from './node.ts';

const DEVICES = 500;
const ARTICLES = 1000;
const CHARACTERS = 4400;
const BEHIND = 100;
const PUBLIC = [...scopesOf({ type: 'anonymous' })];

export async function measureReconnect(serverUrl: string): Promise<readonly Figure[]> {
	const database = await copyTemplate(serverUrl, 'bench_reconnect');
	const sql = connect(database.url, { max: 1 });
	const db = openDatabase(sql);
	const write = (changes: readonly ScopeChange[]) =>
		db.transaction((tx) => recordChanges(tx, changes));
	const product = await startProduct({ env: { DATABASE_URL: database.url, DEMONSTRATION: 'no' } });
	try {
		const articles = Array.from({ length: ARTICLES }, () => articleRow(CHARACTERS));
		await write(articles);
		const cursors = await cursorsOf(sql);
		for (const { id } of articles.slice(0, BEHIND)) await write([articleRow(CHARACTERS, id)]);
		return await comeBack(product, cursors);
	} finally {
		await product.remove();
		await sql.end();
		await database.drop();
	}
}

/** What a device holds that has loaded everything, by packs or however. */
async function cursorsOf(sql: Sql): Promise<readonly Cursor[]> {
	const rows = await sql<{ scope: Scope; version: string; sum: string }[]>`
		select key as scope, version, sum from sync_scope where key = any(${PUBLIC})`;
	return rows.map(({ scope, version, sum }) => ({
		...{ scope, version: Number(version), sum: Number(sum) }
	}));
}

async function comeBack(product: Product, cursors: readonly Cursor[]): Promise<readonly Figure[]> {
	const startMs = performance.now();
	const cpuBefore = cpuSecondsOf(product.program.pid);
	const pulledMs: number[] = [];
	const devices = Array.from({ length: DEVICES }, async () => {
		const visitor = new Visitor(product);
		const [stream, held] = await Promise.all([
			visitor.listen().then(async (opened) => {
				await opened.next('message');
				return opened;
			}),
			pullAll(visitor, cursors).finally(() => pulledMs.push(performance.now() - startMs))
		]);
		return { stream, held };
	});
	const back = await Promise.all(devices);
	const seconds = (performance.now() - startMs) / 1000;
	const cpuSeconds = cpuSecondsOf(product.program.pid) - cpuBefore;
	await Promise.all(back.map(({ stream }) => stream.cancel()));
	const versionOf = (held: readonly Cursor[]) =>
		held.find(({ scope }) => scope === 'kb:public')?.version ?? 0;
	const wanted = versionOf(cursors) + BEHIND;
	const current = back.filter(({ held }) => versionOf(held) === wanted).length;
	if (current < DEVICES) throw new Error(`Only ${current} of ${DEVICES} devices are current`);
	return [
		promised(
			{ atMost: 10 },
			figure(
				`${DEVICES} devices, ${BEHIND} changes behind: all current, streams open`,
				seconds,
				's'
			)
		),
		figure('… processor time of the server meanwhile', cpuSeconds, 's'),
		figure('… one of them current, p50', percentile(pulledMs, 0.5) / 1000, 's')
	];
}

/** Of one process, by Linux's count of hundredths; the rest of the machine does not disturb it. */
function cpuSecondsOf(pid: number): number {
	const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
	const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
	return (Number(fields[11]) + Number(fields[12])) / 100;
}

export async function pullAll(
	visitor: Visitor,
	from: readonly Cursor[]
): Promise<readonly Cursor[]> {
	for (let cursors = from; ;) {
		const page: PullResponse = await visitor.api.sync.pull.query({
			...{ protocol: PROTOCOL_VERSION, owner: 'anybody', cursors: [...cursors] }
		});
		const { heads, more } = page;
		cursors = heads.map(({ scope, version, sum }) => ({ scope, version, sum: more ? null : sum }));
		if (!more) return cursors;
	}
}
