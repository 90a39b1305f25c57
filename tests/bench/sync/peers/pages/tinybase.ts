import { createMergeableStore } from 'tinybase/mergeable-store';
import { createIndexedDbPersister } from 'tinybase/persisters/persister-indexed-db';
import { createWsSynchronizer } from 'tinybase/synchronizers/synchronizer-ws-client';
import type { Article } from '../../contract.ts';
import { askJson } from '../../pages/http.ts';
import { offer } from '../../pages/offer.ts';

/** For whole stores in one answer. */
const PATIENCE_S = 60;

const articles = roomOf('articles');
const drafts = roomOf('drafts');

function roomOf(name: string) {
	const store = createMergeableStore();
	const persister = createIndexedDbPersister(store, name);
	let joined: ReturnType<typeof join> | undefined;
	const join = () =>
		createWsSynchronizer(
			store,
			new WebSocket(`${location.origin.replace('http', 'ws')}/${name}`),
			PATIENCE_S
		);
	return { store, persister, synchronizer: () => (joined ??= join()) };
}

const pull = async () => {
	await (await articles.synchronizer()).load();
	await articles.persister.save();
};

offer({
	firstLoad: pull,
	delta: pull,
	reopen: async () => articles.persister.load(),
	titleOf: (id) => {
		const json = articles.store.getCell('articles', id, 'json');
		const article = typeof json === 'string' ? (JSON.parse(json) as Article) : null;
		return Promise.resolve(article?.fields.title ?? null);
	},
	count: () => Promise.resolve(articles.store.getRowCount('articles')),
	write: async (written) => {
		const rows = written.map((draft) => [draft.id, { json: JSON.stringify(draft) }] as const);
		drafts.store.setTable('drafts', Object.fromEntries(rows));
		await drafts.persister.save();
	},
	push: async () => {
		await (await drafts.synchronizer()).startSync();
		await askJson(`/stored?count=${drafts.store.getRowCount('drafts')}`);
	}
});
