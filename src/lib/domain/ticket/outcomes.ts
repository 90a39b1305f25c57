/** What comes of the acts whose answer takes more than a line; the table of all acts is in commands.ts. */
import type { Arguments } from './arguments.ts';
import type { Context } from './context.ts';
import { wholeOf } from './links.ts';
import type { Refusal } from './refusals.ts';
import {
	CHANNELS_OF_ANYBODY,
	CHANNELS_OF_DEVICES,
	CHANNELS_OF_PORTAL,
	DESK_OF_CHANNEL,
	isCompetent,
	suggestUnit
} from './routing.ts';
import {
	assignedTo,
	competentOf,
	ownerOf,
	type Competence,
	type Intake,
	type PersonReference,
	type Ticket,
	type TicketEventData
} from './ticket.ts';
import type { Channel } from './vocabulary.ts';

export type Outcome = TicketEventData | Refusal;

/** Through which channels somebody comes in who is not of the staff. */
const CHANNELS_OF = { device: CHANNELS_OF_DEVICES, anonymous: CHANNELS_OF_ANYBODY } as const;

export function register(args: Arguments<'ticket.register'>, context: Context): Outcome {
	const { articleId, categoryId, lifeThreat: _asked, partOf, ...said } = args;
	const { actor } = context;
	const article = articleId === null ? null : context.reference.article(articleId);
	const category = categoryId === null ? null : context.reference.category(categoryId);
	// A resident does not come back to mend it: what the city gave up meanwhile is left out there.
	if (actor.type === 'staff') {
		if (articleId !== null && !article) return { code: 'unknownArticle', field: 'articleId' };
		if (categoryId !== null && !category) return { code: 'unknownCategory', field: 'categoryId' };
	}
	if (actor.type !== 'staff' && !CHANNELS_OF[actor.type].includes(args.channel))
		return { code: 'invalidArguments', field: 'channel' };
	const whole = partOf === undefined ? null : wholeOf(partOf, args.channel, context);
	if (whole && 'code' in whole) return whole;
	return {
		type: 'registered',
		ticketId: context.subject,
		number: context.number,
		capturedAt: context.capturedAt,
		desk: DESK_OF_CHANNEL[args.channel],
		intake: {
			...said,
			...termsOf(args.channel, context, whole),
			articleId: article && articleId,
			categoryId: category && categoryId,
			placeId: whole?.placeId ?? (actor.type === 'anonymous' ? null : actor.placeId)
		},
		suggestion: suggestUnit(article, category),
		...(category?.proof ? { proof: category.proof } : {}),
		...(whole ? { partOf: { ticketId: whole.id, number: whole.number } } : {})
	};
}

/** R4.2: the terms in force then; what is taken out of a ticket was sent under those of the whole. */
function termsOf(
	channel: Channel,
	{ reference, capturedAt }: Context,
	whole: Ticket | null
): Pick<Intake, 'terms'> {
	if (!CHANNELS_OF_PORTAL.includes(channel)) return {};
	const terms = whole ? whole.terms : (reference.termsInForce(capturedAt) ?? undefined);
	return terms === undefined ? {} : { terms };
}

export function forward(
	args: Arguments<'ticket.forward'>,
	context: Context,
	ticket: Ticket
): Outcome {
	if (ticket.channel === 'fax') return { code: 'faxHandledOutside' };
	if (ticket.kind === null) return { code: 'kindNotMarked', field: 'kind' };
	const { text, ...competent } = args;
	return refuseAddressee(competent, context) ?? { type: 'forwarded', competent, text };
}

/** A unit, or a cell of it, that is part of the system (R14.1). */
function refuseAddressee({ unitId, cellId }: Competence, { reference }: Context): Refusal | null {
	const unit = reference.unit(unitId);
	if (!unit?.active || unit.parentId !== null) return { code: 'unknownUnit', field: 'unitId' };
	const cell = cellId === null ? null : reference.unit(cellId);
	const isKnown = cellId === null || (cell?.active && cell.parentId === unitId);
	return isKnown ? null : { code: 'unknownUnit', field: 'cellId' };
}

/** Not within § 1: it goes to whoever sees to it, and that is the end of it here. */
export function endOutOfScope(
	{ text, ...competent }: Arguments<'ticket.endOutOfScope'>,
	context: Context
): Outcome {
	const refused = refuseAddressee(competent, context);
	if (refused) return refused;
	return { type: 'ended', ending: 'forwardedOutOfScope', articleId: null, text, competent };
}

/** Absence: a supervisor gives a ticket of the section to another of its consultants. */
export function handOver(
	{ personId, text }: Arguments<'ticket.handOver'>,
	{ reference }: Context,
	ticket: Ticket
): Outcome {
	const found = reference.consultant(personId);
	if (found?.desk !== ticket.desk || personId === ownerOf(ticket)?.id)
		return { code: 'unknownPerson', field: 'personId' };
	return { type: 'handedOver', owner: { id: found.id, name: found.name }, text };
}

/** Who of the unit is to carry it out: before they take it on it is meant for them, then it is theirs. */
export function assign(
	{ personId, text }: Arguments<'ticket.assign'>,
	{ reference }: Context,
	ticket: Ticket
): Outcome {
	const found = reference.performer(personId);
	const competent = competentOf(ticket);
	const isNew = personId !== assignedTo(ticket)?.id;
	if (!found || !competent || !isCompetent(found, competent) || !isNew)
		return { code: 'unknownPerson', field: 'personId' };
	return { type: 'assigned', assignee: { id: found.id, name: found.name }, text };
}

/**
 * The end of a ticket: on the unit's report (§ 8(4), § 9(6)); or, for a query, straight from an
 * article (§ 8(2)), but never when it came by the web form (§ 8(3)).
 */
export function end(args: Arguments<'ticket.end'>, context: Context, ticket: Ticket): Outcome {
	const { articleId, text } = args;
	if (articleId !== null && !context.reference.article(articleId))
		return { code: 'unknownArticle', field: 'articleId' };
	if (ticket.status === 'reported')
		return { type: 'ended', ending: 'unitFinished', articleId, text };
	if (ticket.kind === null) return { code: 'kindNotMarked', field: 'kind' };
	if (ticket.kind === 'intervention')
		return { code: 'wrongStatus', params: { status: ticket.status } };
	if (ticket.channel === 'web') return { code: 'webQueryMustBeForwarded' };
	const answer = articleId ?? ticket.articleId;
	if (answer === null) return { code: 'articleRequired', field: 'articleId' };
	return { type: 'ended', ending: 'answeredFromArticle', articleId: answer, text };
}

export function self({ actor }: Context): PersonReference {
	return actor.type === 'staff' ? { id: actor.id, name: actor.name } : { id: '', name: '' };
}
