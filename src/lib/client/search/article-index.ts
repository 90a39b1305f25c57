/**
 * The search over the articles a device holds; it needs no network. What was indexed first stays as it is;
 * what changes since lies in a small index beside it.
 */
import { documentOf, type Searchable } from '#lib/domain/article/search-text.ts';
import { vocabularyOf, type Vocabulary } from '#lib/domain/search/likeness.ts';
import { askedIn, type How } from '#lib/domain/search/question.ts';
import { makeReady, score, type Library } from '#lib/domain/search/score.ts';
import { buildSegment, type Segment } from '#lib/domain/search/segment.ts';
import { decodeSegment, encodeSegment } from './segment-bytes.ts';

export type Hit = {
	readonly id: string;
	readonly score: number;
	/** The stems found, for segmentsOf to mark. */
	readonly terms: readonly string[];
};

export type ArticleIndex = {
	/** Forgets everything and takes these. */
	readonly replaceAll: (views: Iterable<Searchable>) => void;
	readonly upsert: (view: Searchable) => void;
	readonly remove: (id: string) => void;
	/** The best first. Nothing typed finds nothing. */
	readonly search: (query: string, limit: number) => readonly Hit[];
	/** What was indexed first, for keeping: what changed since is not in it. */
	readonly bytes: () => Uint8Array<ArrayBuffer>;
	/** Takes what was kept in place of everything. @returns false where it cannot be read */
	readonly load: (bytes: Uint8Array<ArrayBuffer>) => boolean;
};

export function createArticleIndex(how: How = {}): ArticleIndex {
	let base = indexOf([]);
	const newer = new Map<string, Searchable>();
	let looked: Looked | null = null;

	const change = (id: string) => {
		const place = base.places.get(id);
		if (place !== undefined) base.dead.add(place);
		looked = null;
	};
	return {
		replaceAll(views) {
			base = indexOf([...views]);
			newer.clear();
			looked = null;
		},
		upsert(view) {
			newer.set(view.id, view);
			change(view.id);
		},
		remove(id) {
			newer.delete(id);
			change(id);
		},
		search(query, limit) {
			looked ??= looking(base, [...newer.values()]);
			return score(looked.library, askedIn(query, looked.vocabulary, how), limit);
		},
		bytes: () => encodeSegment(base.segment),
		load(bytes) {
			const segment = decodeSegment(bytes);
			if (!segment) return false;
			base = baseOf(segment);
			newer.clear();
			looked = null;
			return true;
		}
	};
}

type Base = {
	readonly segment: Segment;
	readonly places: ReadonlyMap<string, number>;
	readonly dead: Set<number>;
};

const indexOf = (views: readonly Searchable[]): Base => baseOf(buildSegment(views.map(documentOf)));

function baseOf(segment: Segment): Base {
	return { segment, places: new Map(segment.ids.map((id, place) => [id, place])), dead: new Set() };
}

type Looked = { readonly library: Library; readonly vocabulary: Vocabulary };

function looking(base: Base, newer: readonly Searchable[]): Looked {
	if (newer.length === 0)
		return { library: makeReady([base]), vocabulary: vocabularyOf(base.segment.terms) };
	const second = indexOf(newer);
	const terms = [...new Set([...base.segment.terms, ...second.segment.terms])].sort();
	return { library: makeReady([base, second]), vocabulary: vocabularyOf(terms) };
}
