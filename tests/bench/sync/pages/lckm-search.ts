// The search over the articles that the product's engine brought, built as the product builds it.
import { RowDatabase } from '#lib/client/db/row-database.ts';
import { readAll } from '#lib/client/db/rows.ts';
import { createArticleIndex } from '#lib/client/search/article-index.ts';
import { OutboxDatabase } from '#lib/client/db/outbox-database.ts';
import { whoWorksHere } from '#lib/client/state/identity.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';

/** @returns milliseconds from the rows on the disk to the first hits */
async function searchable(word: string): Promise<{ ms: number; hits: number }> {
	const startMs = performance.now();
	const { identity } = await whoWorksHere(new OutboxDatabase());
	const index = createArticleIndex();
	index.replaceAll(await readAll(new RowDatabase(ownerKeyOf(identity.actor)), 'article'));
	const hits = index.search(word, 10).length;
	return { ms: performance.now() - startMs, hits };
}

declare global {
	interface Window {
		searchable: typeof searchable;
	}
}
window.searchable = searchable;
