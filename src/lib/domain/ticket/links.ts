/**
 * Tickets that belong together: a second report of the same thing (duplicate), one that goes on where an
 * earlier one ended (follow-up), one taken out of a report that told of two things (part). Nothing is
 * deleted, either side says it, and it can be undone. A duplicate follows its main ticket: it ends with it,
 * and is open again with it.
 */
import type { Arguments } from './arguments.ts';
import type { Context } from './context.ts';
import type { Refusal } from './refusals.ts';
import type { Link, Ticket, TicketEvent, TicketEventData, TicketReference } from './ticket.ts';
import type { Channel, Ending, LinkSide } from './vocabulary.ts';

const OTHER_SIDE: Readonly<Record<LinkSide, LinkSide>> = {
	duplicateOf: 'hasDuplicate',
	hasDuplicate: 'duplicateOf',
	followUpOf: 'hasFollowUp',
	hasFollowUp: 'followUpOf',
	partOf: 'hasPart',
	hasPart: 'partOf'
};

export const linksOf = (ticket: Ticket, ...sides: readonly LinkSide[]): readonly Link[] =>
	(ticket.links ?? []).filter(({ as }) => sides.includes(as));

/** The main ticket that a duplicate follows. */
export const mainOf = (ticket: Ticket): Link | null => linksOf(ticket, 'duplicateOf')[0] ?? null;

type Other = Arguments<'ticket.markFollowUp'>;
type Outcome = TicketEventData | Refusal;

export function markDuplicate(args: Other, context: Context, ticket: Ticket): Outcome {
	// A fax is answered on paper, and so by itself (§ 6(2)).
	if (ticket.channel === 'fax') return { code: 'faxHandledOutside' };
	if (ticket.kind === null) return { code: 'kindNotMarked', field: 'kind' };
	if (linksOf(ticket, 'hasDuplicate').length > 0) return { code: 'hasDuplicates' };
	const main = context.reference.ticket(args.ticketId);
	if (main && main !== 'unheld') {
		const number = mainOf(main)?.number;
		if (number !== undefined) return { code: 'mainFollows', field: 'number', params: { number } };
		if (main.status === 'ended') return { code: 'mainEnded', field: 'number' };
	}
	return link('duplicateOf', args, { context, ticket });
}

export const markFollowUp = (args: Other, context: Context, ticket: Ticket): Outcome =>
	link('followUpOf', args, { context, ticket });

function link(
	as: LinkSide,
	{ ticketId, number, text }: Other,
	{ context, ticket }: { readonly context: Context; readonly ticket: Ticket }
): Outcome {
	const other = context.reference.ticket(ticketId);
	const known = other === 'unheld' ? number : other?.number;
	if (!known || ticketId === ticket.id) return { code: 'unknownTicket', field: 'number' };
	if (ticket.links?.some((one) => one.ticketId === ticketId))
		return { code: 'alreadyLinked', field: 'number' };
	return { type: 'linked', link: { as, ticketId, number: known }, text };
}

export function unlink(
	{ ticketId, text }: Arguments<'ticket.unlink'>,
	_context: Context,
	ticket: Ticket
): Outcome {
	const found = ticket.links?.find((one) => one.ticketId === ticketId);
	if (!found) return { code: 'unknownTicket', field: 'number' };
	const isFollowing = found.as === 'duplicateOf' || found.as === 'hasDuplicate';
	// They ended together; whoever takes the end back has a duplicate that stands alone (followMain).
	if (isFollowing && ticket.status === 'ended')
		return { code: 'wrongStatus', params: { status: ticket.status } };
	return { type: 'unlinked', link: found, text };
}

type Numbered = Ticket & { readonly number: string };

/** The ticket out of which a consultant takes a second matter, which came by the same channel. */
export function wholeOf(
	id: string,
	channel: Channel,
	{ reference, actor }: Context
): Numbered | Refusal {
	const whole = reference.ticket(id);
	if (!whole || whole === 'unheld' || whole.number === null)
		return { code: 'unknownTicket', field: 'partOf' };
	if (!('owner' in whole) || actor.type !== 'staff' || whole.owner.id !== actor.id)
		return { code: 'notOwner' };
	if (whole.status === 'ended') return { code: 'wrongStatus', params: { status: whole.status } };
	// It came the way the whole came, with all that follows from it (§ 8(3)).
	if (channel !== whole.channel) return { code: 'invalidArguments', field: 'channel' };
	return { ...whole, number: whole.number };
}

export type Echo = { readonly ticketId: string; readonly data: TicketEventData };

/** What is to be written in the other ticket when this happened in one; null where nothing is. */
export function echoOf(event: TicketEvent, ticket: Ticket): Echo | null {
	const self: TicketReference = { ticketId: ticket.id, number: ticket.number ?? '' };
	if (event.type === 'registered' && event.partOf)
		return {
			ticketId: event.partOf.ticketId,
			data: { type: 'linked', link: { as: 'hasPart', ...self }, text: '' }
		};
	if (event.type !== 'linked' && event.type !== 'unlinked') return null;
	const { type, link: told, text } = event;
	return {
		ticketId: told.ticketId,
		data: { type, link: { as: OTHER_SIDE[told.as], ...self }, text }
	};
}

/** With which ends of its main ticket a duplicate ends: none that it could not have had itself. */
const ENDS_WITH: Readonly<Record<Ending, (ticket: Ticket) => boolean>> = {
	unitFinished: () => true,
	// § 8(2), (3): an intervention never ends from an article, and no query of the web form.
	answeredFromArticle: ({ kind, channel }) => kind === 'query' && channel !== 'web',
	handedTo112: () => true,
	handledOutside: () => false,
	forwardedOutOfScope: () => true,
	outsideCompetence: () => true,
	withMain: () => false
};

/**
 * What becomes of a duplicate as its main ticket stands now.
 * @param main null when it is gone (R3.3)
 * @returns null where it stays as it is
 */
export function followMain(ticket: Ticket, main: Ticket | null): TicketEventData | null {
	const found = mainOf(ticket);
	if (!found) return null;
	if (ticket.status === 'ended')
		return ticket.ending === 'withMain' && main && main.status !== 'ended'
			? { type: 'endCorrected', text: '' }
			: null;
	if (main && main.status !== 'ended') return null;
	if (main && ENDS_WITH[main.ending](ticket) && !hasEndedWith(ticket, main.endedAt))
		return { type: 'ended', ending: 'withMain', articleId: null, text: lastWords(main) };
	return { type: 'unlinked', link: found, text: '' };
}

/** It did end with it, and was taken up again since by its own consultant or resident. */
const hasEndedWith = ({ timeline }: Ticket, endedAt: string): boolean =>
	timeline.some(
		(entry) => entry.type === 'ended' && entry.ending === 'withMain' && entry.at >= endedAt
	);

/** What the resident of the main ticket was told is told to whoever reported the same. */
function lastWords({ timeline }: Ticket): string {
	const end = timeline.findLast(({ type }) => type === 'ended');
	return end?.type === 'ended' ? end.text : '';
}
