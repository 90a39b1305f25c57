import PouchDB from 'pouchdb-browser';
import type { Article, Draft } from '../../contract.ts';
import { offer } from '../../pages/offer.ts';

/** As much at a time as was quickest. */
const BATCHES = { batch_size: 1000, batches_limit: 10 };

type Databases = { readonly articles: PouchDB<Article>; readonly drafts: PouchDB<Draft> };
let opened: Databases | undefined;
const local = (): Databases => (opened ??= { articles: open('articles'), drafts: open('drafts') });

function open<T extends object>(name: string): PouchDB<T> {
	return new PouchDB<T>(name, { revs_limit: 1 });
}

function remote<T extends object>(name: string): PouchDB<T> {
	return new PouchDB<T>(`${location.origin}/db/${name}`, { skip_setup: true });
}

const pull = () => PouchDB.replicate(remote<Article>('articles'), local().articles, BATCHES);

offer({
	firstLoad: pull,
	delta: pull,
	reopen: () => local().articles.info(),
	titleOf: async (id) => (await local().articles.get(id)).fields.title,
	count: async () => (await local().articles.info()).doc_count,
	write: (drafts) => local().drafts.bulkDocs(drafts.map((draft) => ({ ...draft, _id: draft.id }))),
	push: () => PouchDB.replicate(local().drafts, remote<Draft>('drafts'), BATCHES)
});
