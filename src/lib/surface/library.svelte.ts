import type { ArticleView } from '#lib/domain/article/visibility.ts';
import { currentOn } from '#lib/domain/article/validity.ts';
import type { How } from '#lib/domain/search/question.ts';
import type { ArticleIndex, Hit } from '#lib/client/search/article-index.ts';
import {
	articlesHeld,
	keepIndex,
	readIndex,
	type KeptIndex
} from '#lib/client/search/kept-index.ts';
import type { RowDatabase } from '#lib/client/db/row-database.ts';
import { readAll } from '#lib/client/db/rows.ts';
import { Live } from '#lib/client/state/live.svelte.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import { clock } from './clock.svelte.ts';
import { civilDay } from './moments.ts';

/** What a device holds: a view for staff or for the portal. BIP views never come to a device. */
export type HeldArticle = ArticleView<'portal' | 'staff'>;
export type FoundArticle = { readonly article: HeldArticle; readonly terms: Hit['terms'] };

const isHeld = (view: ArticleView): view is HeldArticle => view.audience !== 'bip';

/** What holds on a day, of what is held; made once for both. */
type Shown = {
	readonly views: readonly HeldArticle[];
	readonly day: string;
	readonly articles: readonly HeldArticle[];
};

/** The Knowledge Base on this device: the articles that hold today, and a search over them. */
export class Library {
	readonly #views: Live<readonly HeldArticle[] | null>;
	#shown: Shown | null = null;
	readonly #rows: RowDatabase;
	/** Fetched after the screen stands, so that a kiosk's first one is light. */
	#index = $state.raw<ArticleIndex | null>(null);
	#indexed: readonly HeldArticle[] | null = null;
	#how: How = {};
	/** As it was made before, of what this device holds now. */
	#kept: KeptIndex | null = null;

	constructor({ rows }: Workspace) {
		this.#rows = rows;
		this.#views = new Live<readonly HeldArticle[] | null>(
			async () => (await readAll(rows, 'article')).filter(isHeld),
			null
		);
		void this.#fetchIndex();
	}

	/** Null until they were read once; none when this device has not been loaded yet. */
	get articles(): readonly HeldArticle[] | null {
		const views = this.#views.current;
		if (!views) return null;
		// At midnight a successor takes over, on a device that nobody touches too (RA2.3).
		const day = civilDay(clock.now);
		if (this.#shown?.views !== views || this.#shown.day !== day)
			this.#shown = { views, day, articles: currentOn(views, day) };
		return this.#shown.articles;
	}

	/** A search has something to look in; until then it finds nothing. */
	get isSearchable(): boolean {
		return this.#index !== null && (this.articles ?? []).length > 0;
	}

	byKa(ka: string): HeldArticle | null {
		return this.articles?.find((article) => article.ka === ka) ?? null;
	}

	byId(id: string | null): HeldArticle | null {
		return this.articles?.find((article) => article.id === id) ?? null;
	}

	/** The best first; the index is made anew when the articles change. */
	search(query: string, limit: number): readonly FoundArticle[] {
		const index = this.#index;
		const articles = this.articles;
		if (!index || !articles) return [];
		if (this.#indexed !== articles) this.#fill(index, articles);
		return index.search(query, limit).flatMap(({ id, terms }) => {
			const article = articles.find((one) => one.id === id);
			return article ? [{ article, terms }] : [];
		});
	}

	async #fetchIndex(): Promise<void> {
		const { createArticleIndex } = await import('#lib/client/search/article-index.ts');
		this.#kept = await this.#readKept();
		this.#how = await this.#readHow();
		this.#index = createArticleIndex(this.#how);
	}

	/** From what was kept, which takes no time; else anew, and kept for the next start. */
	#fill(index: ArticleIndex, articles: readonly HeldArticle[]): void {
		this.#indexed = articles;
		const kept = this.#kept;
		this.#kept = null;
		if (kept && index.load(kept.bytes)) void this.#doubt(kept, articles);
		else {
			index.replaceAll(articles);
			void this.#keep(index, this.#shown?.views ?? []);
		}
	}

	/** Articles may have changed between the reading of the one and of the other. */
	async #doubt({ of }: KeptIndex, articles: readonly HeldArticle[]): Promise<void> {
		const now = await this.#heldToday().catch(() => '');
		if (now === of || this.#indexed !== articles) return;
		this.#indexed = null;
		const { createArticleIndex } = await import('#lib/client/search/article-index.ts');
		this.#index = createArticleIndex(this.#how);
	}

	/** What WZKM says means the same, as this device last heard; without it the everyday words do. */
	async #readHow(): Promise<How> {
		try {
			const { cityFactsOf } = await import('#lib/client/city.ts');
			const { words } = await cityFactsOf(this.#rows);
			const { meaningsIn } = await import('#lib/domain/article/search-text.ts');
			return { own: meaningsIn(words) };
		} catch {
			return {};
		}
	}

	async #readKept(): Promise<KeptIndex | null> {
		try {
			const [kept, now] = await Promise.all([readIndex(this.#rows), this.#heldToday()]);
			return kept?.of === now ? kept : null;
		} catch {
			// A help only: without it the index is made.
			return null;
		}
	}

	/** Only while it is of what is held: kept under a later state, it would be taken for that one's. */
	async #keep(index: ArticleIndex, views: readonly HeldArticle[]): Promise<void> {
		try {
			const of = await this.#heldToday();
			// What did not change since it was read is the same object.
			const now = (await readAll(this.#rows, 'article')).filter(isHeld);
			const isSame = now.length === views.length && now.every((one, at) => one === views[at]);
			if (isSame) await keepIndex(this.#rows, { of, bytes: index.bytes() });
		} catch (fault) {
			// A full disk, a page that is being left.
			console.warn('Keeping the index', fault);
		}
	}

	/** Which of them hold depends on the day as well. */
	async #heldToday(): Promise<string> {
		return `${civilDay(clock.now)}\n${await articlesHeld(this.#rows)}`;
	}
}
