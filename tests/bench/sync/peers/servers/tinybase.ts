// TinyBase's own server, with rooms of articles and one of drafts. That one is written to the table when it
// has grown, and whoever asks is answered then: TinyBase itself acknowledges nothing.
import { setTimeout as delay } from 'node:timers/promises';
import { createCustomPersister } from 'tinybase/persisters';
import { createMergeableStore, type MergeableStore } from 'tinybase/mergeable-store';
import { createWsServer } from 'tinybase/synchronizers/synchronizer-ws-server';
import { WebSocketServer } from 'ws';
import type { Article, Draft } from '../../contract.ts';
import { send, type Tables, type ThinServer } from '../../servers/thin-server.ts';

/** It carries no message above 16 MiB, and writes a room whole: smaller ones suit it better. */
const ROOM_ARTICLES = 1000;
const LOOK_EVERY_MS = 2;
/** Persists.MergeableStoreOnly, which has no value at run time. */
const KEEPS_MERGEABLE = 2;

const cellsOf = (articles: readonly Article[]): Record<string, { json: string }> =>
	Object.fromEntries(articles.map((article) => [article.id, { json: JSON.stringify(article) }]));

export function tinybaseServer({ articles, drafts }: Tables): ThinServer {
	const all = articles.since(0).map(({ article }) => article);
	const rooms = Array.from({ length: Math.ceil(all.length / ROOM_ARTICLES) }, (_, index) => {
		const start = index * ROOM_ARTICLES;
		const cells = cellsOf(all.slice(start, start + ROOM_ARTICLES));
		return createMergeableStore().setTable('articles', cells);
	});
	const draftRoom = createMergeableStore();
	const stores = new Map([
		...rooms.map((store, index) => [`articles-${index}`, store] as const),
		['drafts', draftRoom]
	]);

	const written = async (count: number): Promise<number> => {
		while (draftRoom.getRowCount('drafts') < count) await delay(LOOK_EVERY_MS);
		const rows = Object.values(draftRoom.getTable('drafts'));
		await drafts.insert(rows.map(({ json }) => JSON.parse(String(json)) as Draft));
		return rows.length;
	};
	return {
		answer: async ({ url }, response) => {
			if (url.pathname === '/rooms') send(response, { rooms: rooms.length });
			else send(response, { count: await written(Number(url.searchParams.get('count'))) });
		},
		changed: (changed) => {
			for (const [id, row] of Object.entries(cellsOf(changed)))
				rooms
					.find((room) => room.getCell('articles', id, 'json') !== undefined)
					?.setRow('articles', id, row);
		},
		attach: (server) => {
			const sockets = new WebSocketServer({ server, perMessageDeflate: false });
			createWsServer(sockets, (path) => {
				const store = stores.get(path);
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
