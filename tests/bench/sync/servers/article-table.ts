/** What a thin server knows of the articles, in memory: nothing is quicker to read. */
import type { Article } from '../contract.ts';
import { changedTitle } from '../data.ts';

export type Row = { readonly id: string; readonly seq: number; readonly article: Article };

export class ArticleTable {
	/** In the order of their sequence numbers: a changed row moves to the end. */
	readonly #rows = new Map<string, Row>();
	readonly #originals: readonly Article[];
	#seq = 0;

	constructor(articles: readonly Article[]) {
		this.#originals = articles;
		for (const article of articles) this.#put(article);
	}

	get seq(): number {
		return this.#seq;
	}

	change(count: number, mark: string): readonly Article[] {
		const changed = this.#originals.slice(0, count).map((article) => ({
			...article,
			fields: { ...article.fields, title: changedTitle(article.fields.title, mark) }
		}));
		for (const article of changed) this.#put(article);
		return changed;
	}

	get(id: string): Row | undefined {
		return this.#rows.get(id);
	}

	since(seq: number, limit = Infinity): readonly Row[] {
		const rows: Row[] = [];
		for (const row of this.#rows.values()) {
			if (rows.length >= limit) break;
			if (row.seq > seq) rows.push(row);
		}
		return rows;
	}

	#put(article: Article): void {
		this.#seq += 1;
		this.#rows.delete(article.id);
		this.#rows.set(article.id, { id: article.id, seq: this.#seq, article });
	}
}
