// TinyBase's own server with a store of articles and one for drafts. The second is written to the table
// when it has grown, and whoever asks is answered then: TinyBase itself acknowledges nothing.
import { createCustomPersister } from 'tinybase/persisters';
import { createMergeableStore, type MergeableStore } from 'tinybase/mergeable-store';
import { createWsServer } from 'tinybase/synchronizers/synchronizer-ws-server';
import { WebSocketServer } from 'ws';
import type { Article, Draft } from '../../contract.ts';
import { send, type Tables, type ThinServer } from '../../servers/thin-server.ts';

const LOOK_EVERY_MS = 2;
/** Of TinyBase’s list of what a persister can keep, which has no values at run time. */
const KEEPS_MERGEABLE = 2; // Persists.MergeableStoreOnly

const cellsOf = (articles: readonly Article[]): Record<string, { json: string }> =>
	Object.fromEntries(articles.map((article) => [article.id, { json: JSON.stringify(article) }]));

export function tinybaseServer({ articles, drafts }: Tables): ThinServer {
	const stores: Readonly<Record<string, MergeableStore>> = {
		articles: createMergeableStore(),
		drafts: createMergeableStore()
	};
	stores['articles']?.setTable('articles', cellsOf(articles.since(0).map((row) => row.article)));

	const written = async (count: number): Promise<number> => {
		const store = stores['drafts'];
		while (store && store.getRowCount('drafts') < count)
			await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
		const rows = Object.values(store?.getTable('drafts') ?? {});
		await drafts.insert(rows.map(({ json }) => JSON.parse(String(json)) as Draft));
		return rows.length;
	};
	return {
		answer: async ({ url }, response) => {
			send(response, { count: await written(Number(url.searchParams.get('count'))) });
		},
		changed: (changed) => {
			for (const [id, row] of Object.entries(cellsOf(changed)))
				stores['articles']?.setRow('articles', id, row);
		},
		attach: (server) => {
			const sockets = new WebSocketServer({ server, perMessageDeflate: false });
			createWsServer(sockets, (path) => {
				const store = stores[path];
				return store && inMemory(store);
			});
		}
	};
}

/** The store is all there is: nothing to load, and nowhere to save to. */
const inMemory = (store: MergeableStore) =>
	createCustomPersister(
		store,
		() => Promise.resolve(undefined),
		() => Promise.resolve(),
		() => undefined,
		() => undefined,
		undefined,
		KEEPS_MERGEABLE
	);
