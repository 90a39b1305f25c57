/** § 13, R13.1: with neither article nor category, the words of a ticket say which units see to such things. */
import type { Competence, Ticket } from '#lib/domain/ticket/ticket.ts';
import { categoriesByWords } from '#lib/domain/ticket/words-of-categories.ts';
import type { CategoryRow } from '#lib/sync/rows.ts';
import type { FoundArticle } from './library.svelte.ts';

export type Proposal = Competence & {
	/** The name of the category or the title of the article that speaks for it: the reason that is shown. */
	readonly because: string;
};

/** More would be a list of units, which the form has already. */
const MOST = 3;
const LOOKED_AT = 8;

export type Knowledge = {
	readonly categories: readonly CategoryRow[];
	readonly search: (query: string, limit: number) => readonly FoundArticle[];
};

/** For what is to be done the categories speak, for a question the articles; the likeliest first. */
export function proposalsFor(
	{ kind, declaredKind, description }: Ticket,
	{ categories, search }: Knowledge
): readonly Proposal[] {
	if ((kind ?? declaredKind) === 'intervention')
		return categoriesByWords(description, categories).map(({ unitId, cellId, name }) => ({
			...{ unitId, cellId },
			because: name
		}));
	return search(description, LOOKED_AT).flatMap(({ article }) => {
		if (!('unit' in article.fields)) return [];
		const { unit, cell, title } = article.fields;
		return [{ unitId: unit.id, cellId: cell?.id ?? null, because: title }];
	});
}

/**
 * @param isOut units that are not to be proposed, as one that gave the ticket back
 * @returns each unit once, with what speaks best for it
 */
export function fewest(
	proposals: readonly Proposal[],
	isOut: (competence: Competence) => boolean
): readonly Proposal[] {
	const units = new Map<string, Proposal>();
	for (const proposal of proposals) {
		const key = `${proposal.unitId} ${proposal.cellId ?? ''}`;
		if (!isOut(proposal) && !units.has(key)) units.set(key, proposal);
	}
	return [...units.values()].slice(0, MOST);
}
