// The floor: one compressed body, one raw transaction, one article a row, no index. It proves nothing and
// survives nothing; whatever syncs does at least this.
import type { Article, Contender, Draft } from '../contract.ts';
import { ask, askJson } from './http.ts';
import { openStores, settled, written } from './raw-store.ts';

type Answer = { readonly seq: number; readonly articles: readonly Article[] };
/** How the rows are kept. */
export type Keeping = {
	readonly fetched: (since: number) => Promise<{
		readonly seq: number;
		readonly rows: readonly (readonly [id: string, value: unknown])[];
	}>;
	readonly articleIn: (value: unknown) => Article;
};

export const AS_OBJECTS: Keeping = {
	fetched: async (since) => {
		const { seq, articles } = await askJson<Answer>(`/articles?since=${since}`);
		return { seq, rows: articles.map((article) => [article.id, article]) };
	},
	articleIn: (value) => value as Article
};

/** A line for each article, its id before it; the JSON is parsed when somebody opens it. */
export const AS_STRINGS: Keeping = {
	fetched: async (since) => {
		const response = await ask(`/lines?since=${since}`);
		const [seq = '', ...lines] = (await response.text()).split('\n');
		return {
			seq: Number(seq),
			rows: lines.map((line) => {
				const end = line.indexOf('\t');
				return [line.slice(0, end), line.slice(end + 1)];
			})
		};
	},
	articleIn: (value) => JSON.parse(String(value)) as Article
};

export function floor({ fetched, articleIn }: Keeping): Contender {
	let opened: Promise<IDBDatabase> | undefined;
	const database = () => (opened ??= openStores());
	const take = async () => {
		const db = await database();
		const meta = db.transaction('meta').objectStore('meta');
		const since: unknown = await settled(meta.get('seq'));
		const { seq, rows } = await fetched(Number(since ?? 0));
		await written(db, ['articles', 'meta'], (transaction) => {
			const articles = transaction.objectStore('articles');
			for (const [id, value] of rows) articles.put(value, id);
			transaction.objectStore('meta').put(seq, 'seq');
		});
	};
	return {
		firstLoad: take,
		delta: take,
		reopen: async () => database(),
		titleOf: async (id) => {
			const articles = (await database()).transaction('articles').objectStore('articles');
			const value: unknown = await settled(articles.get(id));
			return value === undefined ? null : articleIn(value).fields.title;
		},
		count: async () => {
			const articles = (await database()).transaction('articles').objectStore('articles');
			return settled(articles.count());
		},
		write: async (drafts) =>
			written(await database(), ['drafts'], (transaction) => {
				for (const draft of drafts) transaction.objectStore('drafts').put(draft, draft.id);
			}),
		push: async () => {
			const db = await database();
			const store = db.transaction('drafts').objectStore('drafts');
			const drafts = (await settled(store.getAll())) as readonly Draft[];
			await ask('/drafts', drafts);
			await written(db, ['drafts'], (transaction) => {
				transaction.objectStore('drafts').clear();
			});
		}
	};
}
