// The search in a real browser: made, kept, read back, asked.
import { createArticleIndex } from '#lib/client/search/article-index.ts';
import type { Searchable } from '#lib/domain/article/search-text.ts';

export type Measured = {
	readonly buildMs: number;
	/** From the kept bytes to the first hits. */
	readonly readMs: number;
	readonly bytes: number;
	/** Of each question, in the order they were asked. */
	readonly askedMs: readonly number[];
};

function measure(views: readonly Searchable[], questions: readonly string[]): Measured {
	const made = createArticleIndex();
	const startMs = performance.now();
	made.replaceAll(views);
	const buildMs = performance.now() - startMs;
	const bytes = made.bytes();
	const index = createArticleIndex();
	const readFromMs = performance.now();
	index.load(bytes);
	index.search(questions[0] ?? '', 10);
	const readMs = performance.now() - readFromMs;
	const askedMs = questions.map((question) => {
		const askedFromMs = performance.now();
		index.search(question, 10);
		return performance.now() - askedFromMs;
	});
	return { buildMs, readMs, bytes: bytes.length, askedMs };
}

declare global {
	interface Window {
		measureSearch: typeof measure;
	}
}
window.measureSearch = measure;
