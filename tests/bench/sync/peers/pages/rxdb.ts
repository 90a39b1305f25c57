import { createRxDatabase, type RxCollection } from 'rxdb/plugins/core';
import { replicateRxCollection, type RxReplicationState } from 'rxdb/plugins/replication';
import { getRxStorageDexie } from 'rxdb/plugins/storage-dexie';
import type { Article, Draft } from '../../contract.ts';
import { ask, askJson } from '../../pages/http.ts';
import { offer } from '../../pages/offer.ts';

type Checkpoint = { readonly seq: number };
type Page = { readonly documents: readonly Article[]; readonly checkpoint: Checkpoint };

const BATCH = 1000;
const id = { type: 'string', maxLength: 36 };
const schemaOf = (properties: object) => ({
	...{ version: 0, primaryKey: 'id', type: 'object' },
	properties: { id, ...properties }
});
const SCHEMAS = {
	articles: schemaOf({
		audience: { type: 'string' },
		ka: { type: 'string' },
		fields: { type: 'object' },
		extras: { type: 'object' },
		demonstration: { type: 'array' },
		source: { type: ['string', 'null'] }
	}),
	drafts: schemaOf({ text: { type: 'string' } })
};

let opened: ReturnType<typeof open> | undefined;
const collections = () => (opened ??= open());
let pulling: RxReplicationState<Article> | undefined;
/** Of the articles that the handler fetched, how many are not written yet; 0 at the end of a pull. */
let outstanding = 0;

async function page(checkpoint: Checkpoint | undefined, limit: number): Promise<Page> {
	const fetched = await askJson<Page>(`/pull?since=${checkpoint?.seq ?? 0}&limit=${limit}`);
	outstanding += fetched.documents.length;
	return fetched;
}

/** Its own `awaitInSync` waits for an idle browser, tenths of a second after the rows are there. */
function received(state: RxReplicationState<Article>): Promise<void> {
	return new Promise((resolve) => {
		const subscription = state.received$.subscribe(() => {
			if (outstanding > 0) return;
			subscription.unsubscribe();
			resolve();
		});
	});
}

async function open() {
	const storage = getRxStorageDexie();
	const database = await createRxDatabase({ name: 'bench', storage, multiInstance: false });
	const [articles, drafts] = await Promise.all([
		database.addCollections<Article>({ articles: { schema: SCHEMAS.articles } }),
		database.addCollections<Draft>({ drafts: { schema: SCHEMAS.drafts } })
	]);
	return { articles: named(articles, 'articles'), drafts: named(drafts, 'drafts') };
}

function named<T>(all: Readonly<Record<string, RxCollection<T>>>, name: string): RxCollection<T> {
	const found = all[name];
	if (!found) throw new Error(`No collection ${name}`);
	return found;
}

offer({
	firstLoad: async () => {
		pulling = replicateRxCollection<Article, Checkpoint>({
			collection: (await collections()).articles,
			replicationIdentifier: 'articles',
			deletedField: '_deleted',
			live: true,
			pull: { batchSize: BATCH, handler: page }
		});
		pulling.received$.subscribe(() => {
			outstanding -= 1;
		});
		await pulling.awaitInitialReplication();
	},
	delta: async () => {
		if (!pulling) throw new Error('Not loaded yet');
		const done = received(pulling);
		pulling.reSync();
		await done;
	},
	reopen: async () => collections(),
	titleOf: async (wanted) => {
		const found = await (await collections()).articles.findOne(wanted).exec();
		return found?.toJSON().fields.title ?? null;
	},
	count: async () => (await collections()).articles.count().exec(),
	write: async (drafts) => (await collections()).drafts.bulkInsert(drafts),
	push: async () => {
		const pushing = replicateRxCollection<Draft, Checkpoint>({
			collection: (await collections()).drafts,
			replicationIdentifier: 'drafts',
			deletedField: '_deleted',
			live: false,
			push: {
				batchSize: BATCH,
				handler: async (rows) => {
					await ask(
						'/push',
						rows.map(({ newDocumentState }) => newDocumentState)
					);
					return [];
				}
			}
		});
		await pushing.awaitInitialReplication();
	}
});
