/**
 * A scope is a projection: what its readers may see, cut field by field, and nothing else. Devices
 * hold whole scopes; who may hold which is decided here, on every pull, from today's rights.
 */
import type { TicketAudience } from '#lib/domain/ticket/audience.ts';
import type { Actor, StaffActor } from '#lib/domain/org/roles.ts';
import { competentOf, ownerOf, type Ticket } from '#lib/domain/ticket/ticket.ts';
import type { Desk } from '#lib/domain/ticket/vocabulary.ts';

export type Scope =
	| 'kb:public' // articles as the portal shows them
	| 'kb:staff' // articles with what only staff may see
	| 'ref:public' // units, intervention categories, places
	| 'ref:staff' // the people a ticket may be handed to, the time limits of units
	| `queue:${Desk}` // open tickets of one section of consultants
	| `unit:${string}` // open tickets of one unit or cell
	| `mine:${string}`; // tickets somebody took down or took charge of

export const ENTITY_KINDS = [
	'article',
	'ticket',
	'unit',
	'category',
	'place',
	'person',
	'timeLimit'
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

export const isEntityKind = (text: string): text is EntityKind =>
	(ENTITY_KINDS as readonly string[]).includes(text);

/** Tickets lie only in scopes of desks, units and people, and these hold nothing else. */
export const holdsTickets = (scope: Scope): boolean => !/^(?:kb|ref):/u.test(scope);

/** Large, and the same for all their readers: on a first load they come in packs. */
export const PACKED_SCOPES: readonly Scope[] = ['kb:public', 'kb:staff'];
/** What such a scope is made of. */
export const PACKED_KINDS: readonly EntityKind[] = ['article'];

const PUBLIC: readonly Scope[] = ['kb:public', 'ref:public'];

/** The scopes that this actor may hold today. */
export function scopesOf(actor: Actor): readonly Scope[] {
	return actor.type === 'staff' ? scopesOfStaff(actor) : PUBLIC;
}

function scopesOfStaff(actor: StaffActor): readonly Scope[] {
	const scopes: Scope[] = ['kb:staff', 'ref:public', 'ref:staff', `mine:${actor.id}`];
	const has = (...roles: readonly string[]) => actor.roles.some((role) => roles.includes(role));
	if (actor.desk && has('consultant', 'supervisor')) scopes.push(`queue:${actor.desk}`);
	const home = actor.cellId ?? actor.unitId;
	if (home && has('fieldWorker', 'officeWorker', 'unitHead')) scopes.push(`unit:${home}`);
	return scopes;
}

export type TicketMembership = { readonly scope: Scope; readonly audience: TicketAudience };

/** Which scopes hold this ticket, and how it is cut in each. */
export function scopesOfTicket(ticket: Ticket): readonly TicketMembership[] {
	const people = new Set<string>();
	const owner = ownerOf(ticket);
	if (owner) people.add(owner.id);
	const author = ticket.timeline[0]?.by;
	if (author?.type === 'staff') people.add(author.id);
	const mine = [...people].map((id): TicketMembership => ({
		scope: `mine:${id}`,
		audience: 'desk'
	}));
	const competent = competentOf(ticket);
	const homes = competent ? [competent.unitId, competent.cellId].filter((id) => id !== null) : [];
	const units = homes.map((id): TicketMembership => ({ scope: `unit:${id}`, audience: 'unit' }));
	// Forwarded and ended in one step (§ 10(1)), it must still reach whom it was forwarded to.
	if (ticket.status === 'ended')
		return ticket.ending === 'forwardedOutOfScope' ? [...mine, ...units] : mine;
	return [...mine, { scope: `queue:${ticket.desk}`, audience: 'desk' }, ...units];
}
