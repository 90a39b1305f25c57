import { createMergeableStore } from 'tinybase/mergeable-store';
import { createIndexedDbPersister } from 'tinybase/persisters/persister-indexed-db';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';
import type { Article } from '../../contract.ts';
import { askJson } from '../../pages/http.ts';
import { offer } from '../../pages/offer.ts';

/** For a whole store in one answer. */
const PATIENCE_S = 60;
/** How many rooms there are, known at a second start too. */
const ROOMS = 'rooms';

type Room = ReturnType<typeof roomOf>;
let articles: readonly Room[] = [];
const drafts = roomOf('drafts');

function roomOf(name: string) {
	const store = createMergeableStore();
	const persister = createIndexedDbPersister(store, name);
	let hasChanged = false;
	store.addTablesListener(() => {
		hasChanged = true;
	});
	const join = () => {
		const address = `${location.origin.replace('http', 'ws')}/${name}`;
		return createWsSynchronizer(store, new WebSocket(address), PATIENCE_S);
	};
	let joined: ReturnType<typeof join> | undefined;
	return {
		store,
		persister,
		synchronizer: () => (joined ??= join()),
		/** Saves all of the room, as there is no less, but only when there is something to save. */
		save: async () => {
			if (hasChanged) await persister.save();
			hasChanged = false;
		}
	};
}

const roomsOf = (count: number): readonly Room[] =>
	Array.from({ length: count }, (_, index) => roomOf(`articles-${index}`));

const pull = () =>
	Promise.all(
		articles.map(async (room) => {
			await (await room.synchronizer()).load();
			await room.save();
		})
	);

offer({
	firstLoad: async () => {
		const { rooms } = await askJson<{ rooms: number }>('/rooms');
		localStorage.setItem(ROOMS, String(rooms));
		articles = roomsOf(rooms);
		await pull();
	},
	delta: pull,
	reopen: () => {
		articles = roomsOf(Number(localStorage.getItem(ROOMS)));
		return Promise.all(articles.map(({ persister }) => persister.load()));
	},
	titleOf: (id) => {
		const cells = articles.map(({ store }) => store.getCell('articles', id, 'json'));
		const json = cells.find((cell) => cell !== undefined);
		const article = json === undefined ? null : (JSON.parse(json) as Article);
		return Promise.resolve(article?.fields.title ?? null);
	},
	count: () =>
		Promise.resolve(articles.reduce((sum, { store }) => sum + store.getRowCount('articles'), 0)),
	write: (written) => {
		const rows = written.map((draft) => [draft.id, { json: JSON.stringify(draft) }] as const);
		drafts.store.setTable('drafts', Object.fromEntries(rows));
		return drafts.save();
	},
	push: async () => {
		await (await drafts.synchronizer()).startSync();
		await askJson(`/stored?count=${drafts.store.getRowCount('drafts')}`);
	}
});
