/** R9.7: between which units a ticket went, and why it came back. */
import type { Competence, PersonReference, Ticket } from './ticket.ts';

/** A unit, or a cell of it, that said that the matter is not its own. */
export type Hop = {
	readonly competent: Competence;
	readonly reason: string;
	/** ISO 8601 UTC. */
	readonly at: string;
	readonly by: PersonReference;
};

/** Who gave the ticket back, the oldest first; one unit may have done it more than once. */
export function returnsOf({ timeline }: Pick<Ticket, 'timeline'>): readonly Hop[] {
	const hops: Hop[] = [];
	let competent: Competence | null = null;
	for (const entry of timeline) {
		if (entry.type === 'forwarded') competent = entry.competent;
		if (entry.type !== 'returned' || !competent) continue;
		hops.push({ competent, reason: entry.text, at: entry.at, by: entry.by });
	}
	return hops;
}

/** The last time that exactly this unit or cell gave it back; another cell of a unit may be the right one. */
export const returnedBy = (ticket: Pick<Ticket, 'timeline'>, to: Competence): Hop | null =>
	returnsOf(ticket).findLast(
		({ competent }) => competent.unitId === to.unitId && competent.cellId === to.cellId
	) ?? null;
