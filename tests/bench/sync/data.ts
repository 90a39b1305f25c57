// The same articles and drafts for everybody: the real template, filled with words of the demonstration
// city's articles, from a seed.
import { randomUUID } from 'node:crypto';
import ARTICLES from '#lib/server/demo/data/articles.json' with { type: 'json' };
import type { ImportRow } from '#lib/domain/article/import-row.ts';
import { Chance } from '../../simulation/chance.ts';
import type { Draft } from './contract.ts';

const SEED = 20_261_124;
/** Some thousand words that such articles are really made of, the frequent ones first. */
const VOCABULARY = vocabularyOf(
	JSON.stringify(ARTICLES.map(({ fields, extras }) => [fields, extras]))
);
/** A kiosk's resident writes about a page at most. */
const DRAFT_CHARACTERS = 1000;

function vocabularyOf(text: string): readonly string[] {
	const times = new Map<string, number>();
	for (const [word] of text.toLowerCase().matchAll(/\p{L}{3,}/gu))
		times.set(word, (times.get(word) ?? 0) + 1);
	return [...times.entries()].toSorted(([, one], [, other]) => other - one).map(([word]) => word);
}

class Writer extends Chance {
	/** Frequent words more often, as people do. */
	word(): string {
		return VOCABULARY[Math.floor(VOCABULARY.length * this.next() ** 2)] ?? '';
	}

	sentence(words: number): string {
		const text = Array.from({ length: words }, () => this.word()).join(' ');
		return `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
	}

	list(length: number, words: number): string[] {
		return Array.from({ length }, () => this.sentence(words));
	}
}

/**
 * Lines for `lckm kb import`. The first take the places of the demonstration's own articles, so that in
 * the end there are this many and all of one kind; the cells are theirs too.
 */
export function generateRows(count: number): readonly ImportRow[] {
	const writer = new Writer(SEED);
	return Array.from({ length: count }, (_, index) => {
		const taken = ARTICLES[index]?.ka;
		const { fields } = ARTICLES[index % ARTICLES.length] ?? { fields: null };
		return rowOf(writer, {
			ka: taken ?? `BENCH-${String(index).padStart(5, '0')}`,
			unit: fields?.unit.name ?? '',
			cell: fields?.cell?.name ?? null
		});
	});
}

function rowOf(writer: Writer, known: Pick<ImportRow, 'ka' | 'unit' | 'cell'>): ImportRow {
	return {
		...known,
		kaOfficial: true,
		url: null,
		title: writer.sentence(8),
		summary: writer.sentence(24),
		categories: writer.list(2, 2),
		keywords: writer.list(6, 2),
		steps: writer.list(7, 11),
		extra: writer.sentence(50),
		deadline: `do ${1 + writer.below(60)} dni`,
		place: `90-${String(writer.below(1000)).padStart(3, '0')} Łódź, ul. ${writer.sentence(2)}`,
		fees: { stamp: `${writer.below(200)} zł za ${writer.word()}`, other: 'brak' },
		documents: { submission: writer.list(4, 4), inspection: writer.list(2, 3) },
		legalBasis: writer.list(2, 6).map((title) => `Ustawa z 21.03.1985 ${title}`),
		appeal: writer.sentence(24),
		consultantNotes: writer.sentence(20),
		related: [],
		online: writer.happens(0.5),
		onlineBasis: null,
		internal: false,
		inferred: []
	};
}

export function generateDrafts(count: number): readonly Draft[] {
	const writer = new Writer(SEED + 1);
	return Array.from({ length: count }, () => ({
		id: randomUUID(),
		text: writer.sentence(160).slice(0, DRAFT_CHARACTERS)
	}));
}

/** How a change shows: no two are the same. */
export const changedTitle = (title: string, mark: string): string => `${title} (${mark})`;
