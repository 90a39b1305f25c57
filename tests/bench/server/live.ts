/** From the commit of one changed article until it stands in an open list on another device. */
import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { chromium, type Page } from '@playwright/test';
import type { Sql } from 'postgres';
import { assert } from '#lib/base/assert.ts';
import { connect, openDatabase, type Database } from '#lib/server/db/connection.ts';
import { recordChanges, type ScopeChange } from '#lib/server/sync/change-log.ts';
import { LAUNCH } from '../../e2e/launch.ts';
import { Visitor } from '../../process/visitor.ts';
import { startProduct, type Product } from '../../support/product.ts';
import { copyTemplate } from '../../support/template-database.ts';
import { figure, percentile, promised, type Figure } from './figures.ts';
import { pullAll } from './reconnect.ts';

const LISTENERS = 200;
const CHANGES = 100;
const BETWEEN_MS = 300;

export async function measureLive(serverUrl: string): Promise<readonly Figure[]> {
	const database = await copyTemplate(serverUrl, 'bench_live');
	const sql = connect(database.url, { max: 1 });
	const product = await startProduct({ env: { DATABASE_URL: database.url, DEMONSTRATION: 'yes' } });
	const over = new AbortController();
	try {
		await Promise.all(Array.from({ length: LISTENERS }, () => follow(product, over.signal)));
		return await watch(product, { sql, db: openDatabase(sql) });
	} finally {
		over.abort();
		await product.remove();
		await sql.end();
		await database.drop();
	}
}

/** A device that pulls whenever it hears of something new. @returns once it listens */
async function follow(product: Product, over: AbortSignal): Promise<void> {
	const visitor = new Visitor(product);
	let cursors = await pullAll(visitor, []);
	const stream = await visitor.listen();
	await stream.next('message');
	const goOn = async () => {
		while (!over.aborted) {
			await stream.next('message');
			cursors = await pullAll(visitor, cursors);
		}
	};
	// It ends with the product, in the middle of waiting.
	goOn().catch(() => undefined);
}

type Writer = { readonly sql: Sql; readonly db: Database };

async function watch(product: Product, { sql, db }: Writer): Promise<readonly Figure[]> {
	const [row] = await sql<{ id: string; body: string }[]>`
		select member.id, member.body from sync_member member join sync_scope scope on scope.id = member.scope
		where scope.key = 'kb:public' and member.kind = 'article' and member.body is not null limit 1`;
	assert(row, 'the demonstration has articles');
	const profile = await mkdtemp(path.join(tmpdir(), 'lckm-bench-'));
	const context = await chromium.launchPersistentContext(profile, LAUNCH);
	try {
		const page = context.pages()[0] ?? (await context.newPage());
		await page.goto(`${product.address}/baza-wiedzy`);
		const latencies: number[] = [];
		for (let change = 0; change < CHANGES; change += 1) {
			const title = `A ${String(change).padStart(4, '0')}`;
			const seen = seenAt(page, title);
			const body = titled(row.body, title);
			await db.transaction((tx) =>
				recordChanges(tx, [{ scope: 'kb:public', kind: 'article', id: row.id, body }])
			);
			const committedAt = performance.timeOrigin + performance.now();
			// As the node does that carried a command out.
			await sql.notify('lckm_scopes', '');
			latencies.push((await seen) - committedAt);
			await page.waitForTimeout(BETWEEN_MS);
		}
		return figuresOf(latencies);
	} finally {
		await context.close();
		rmSync(profile, { recursive: true, force: true, maxRetries: 3 });
	}
}

/** Its first in the order of the list. */
function titled(body: string, title: string): ScopeChange['body'] {
	const article = JSON.parse(body) as { fields: Record<string, unknown> };
	return JSON.stringify({ ...article, fields: { ...article.fields, title } });
}

/** When the page first shows this, in milliseconds since 1970; both sides read the clock of one machine. */
function seenAt(page: Page, text: string): Promise<number> {
	return page.evaluate(
		(wanted) =>
			new Promise<number>((resolve) => {
				const isThere = () => document.body.textContent.includes(wanted);
				const observer = new MutationObserver(() => {
					if (!isThere()) return;
					observer.disconnect();
					resolve(performance.timeOrigin + performance.now());
				});
				observer.observe(document.body, { subtree: true, childList: true, characterData: true });
			}),
		text
	);
}

function figuresOf(latencies: readonly number[]): readonly Figure[] {
	const what = `commit → seen in an open list, ${String(LISTENERS)} others listening and pulling`;
	return [
		promised({ atMost: 60 }, figure(`${what}, p50`, percentile(latencies, 0.5), 'ms')),
		promised({ atMost: 250 }, figure('… p95', percentile(latencies, 0.95), 'ms'))
	];
}
