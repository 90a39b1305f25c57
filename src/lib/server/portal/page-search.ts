import { documentOf, meaningsIn, type Searchable } from '#lib/domain/article/search-text.ts';
import type { Groups } from '#lib/domain/search/own-words.ts';
import { vocabularyOf } from '#lib/domain/search/likeness.ts';
import { askedIn } from '#lib/domain/search/question.ts';
import { makeReady, score } from '#lib/domain/search/score.ts';
import { buildSegment } from '#lib/domain/search/segment.ts';

export type PageSearch = (query: string, limit: number) => readonly string[];

/** The search of the devices, for pages that work without JavaScript; made when it is first asked. */
export function searchOver(views: readonly Searchable[], groups: Groups): PageSearch {
	const own = meaningsIn(groups);
	let ready: ReturnType<typeof makeIndex> | null = null;
	return (query, limit) => {
		ready ??= makeIndex(views);
		const { library, vocabulary } = ready;
		return score(library, askedIn(query, vocabulary, { own }), limit).map(({ id }) => id);
	};
}

function makeIndex(views: readonly Searchable[]) {
	const segment = buildSegment(views.map(documentOf));
	return {
		library: makeReady([{ segment, dead: new Set() }]),
		vocabulary: vocabularyOf(segment.terms)
	};
}
