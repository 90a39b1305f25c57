import { assert } from '#lib/base/assert.ts';
import { withoutLetters, withValue } from './corrections.ts';
import type { Link, PersonReference, Report, Ticket, TicketCore, TicketEvent } from './ticket.ts';
import { competentOf, ownerOf } from './ticket.ts';

/** The one fold of a ticket: what happened → what is. */
export function evolve(ticket: Ticket | null, event: TicketEvent): Ticket {
	if (event.type === 'registered') return registered(event);
	assert(ticket, `${event.type} comes after registered`);
	const next = step(ticket, event);
	return { ...next, timeline: [...ticket.timeline, event] };
}

export function evolveAll(ticket: Ticket | null, events: readonly TicketEvent[]): Ticket | null {
	return events.reduce<Ticket | null>(evolve, ticket);
}

type EventOf<Type extends TicketEvent['type']> = Extract<TicketEvent, { type: Type }>;
type Later = Exclude<TicketEvent, { type: 'registered' }>;

function registered(event: EventOf<'registered'>): Ticket {
	const { commandId, at, by, type } = event;
	return {
		...event.intake,
		id: event.ticketId,
		number: event.number,
		registeredAt: event.at,
		capturedAt: event.capturedAt,
		desk: event.desk,
		kind: null,
		suggestion: event.suggestion,
		status: 'registered',
		...(event.proof ? { proof: event.proof } : {}),
		...(event.partOf ? { links: [{ as: 'partOf', ...event.partOf }] } : {}),
		timeline: [{ commandId, at, by, type }]
	};
}

function step(ticket: Ticket, event: Later): Ticket {
	const core = coreOf(ticket);
	switch (event.type) {
		case 'taken':
			return { ...core, status: 'taken', owner: event.owner };
		case 'marked':
			return { ...ticket, kind: event.kind };
		case 'forwarded':
			return { ...core, status: 'forwarded', owner: owned(ticket), competent: event.competent };
		case 'takenOn':
			return {
				...core,
				status: 'inProgress',
				owner: owned(ticket),
				competent: competent(ticket),
				assignee: event.assignee
			};
		case 'assigned':
			return assigned(ticket, event.assignee);
		case 'arrived':
		case 'noteAdded':
		case 'reportedLate':
		case 'contactLogged':
		case 'reminded':
		case 'escalated':
		case 'endAnnounced':
			return ticket;
		case 'rated':
			return { ...ticket, rated: true };
		case 'lettersStopped':
			return withoutLetters(ticket);
		case 'corrected':
			return withValue(ticket, event.field, event.value);
		case 'linked':
			return { ...ticket, links: [...(ticket.links ?? []), event.link] };
		case 'unlinked':
			return withoutLink(ticket, event.link);
		case 'residentAsked':
			return { ...ticket, waiting: { since: event.at, question: event.text } };
		case 'photoAttached':
		case 'documentAttached':
			return event.by.type === 'staff' ? ticket : withoutWaiting(ticket);
		// What the resident adds may be the answer; a clock that stands on must not hide it.
		case 'remarkAdded':
		case 'resumed':
			return withoutWaiting(ticket);
		case 'handedOver':
			assert(ticket.status !== 'registered', 'what is handed over was somebody’s');
			return { ...ticket, owner: event.owner };
		case 'returned':
			return { ...core, status: 'taken', owner: owned(ticket) };
		case 'doneReported':
			return reported(ticket, event);
		case 'ended':
			return ended(ticket, event);
		case 'endCorrected':
		case 'endDisputed':
			return beforeTheEnd(ticket, core);
	}
}

function ended(ticket: Ticket, event: EventOf<'ended'>): Ticket {
	return {
		...coreOf(ticket),
		articleId: event.articleId ?? ticket.articleId,
		status: 'ended',
		// A threat to life may end a ticket that nobody had taken yet.
		owner: ownerOf(ticket) ?? { id: event.by.id, name: event.by.name },
		competent: event.competent ?? competentOf(ticket),
		assignee: 'assignee' in ticket ? ticket.assignee : null,
		report: 'report' in ticket ? ticket.report : null,
		ending: event.ending,
		endedAt: event.at
	};
}

function assigned(ticket: Ticket, person: PersonReference): Ticket {
	if (ticket.status === 'inProgress') return { ...ticket, assignee: person };
	assert(ticket.status === 'forwarded', 'only a unit assigns');
	return { ...ticket, planned: person };
}

/** As it was for its consultant: with the unit's report, where there was one. */
function beforeTheEnd(ticket: Ticket, core: TicketCore): Ticket {
	assert(ticket.status === 'ended', 'only what ended is taken up again');
	const { owner, competent, assignee, report } = ticket;
	return competent && assignee && report
		? { ...core, status: 'reported', owner, competent, assignee, report }
		: { ...core, status: 'taken', owner };
}

function reported(ticket: Ticket, event: EventOf<'doneReported'>): Ticket {
	return {
		...coreOf(ticket),
		status: 'reported',
		owner: owned(ticket),
		competent: competent(ticket),
		assignee: performerOf(ticket),
		report: reportOf(event)
	};
}

function reportOf({ manner, text, at, by }: EventOf<'doneReported'>): Report {
	return { manner, text, at, by: { id: by.id, name: by.name } };
}

function withoutLink(ticket: Ticket, { as, ticketId }: Link): Ticket {
	const { links = [], ...rest } = ticket;
	const left = links.filter((one) => one.as !== as || one.ticketId !== ticketId);
	return left.length > 0 ? { ...rest, links: left } : rest;
}

function withoutWaiting(ticket: Ticket): Ticket {
	const { waiting: _over, ...rest } = ticket;
	return rest;
}

/**
 * The fields that every status has; the rest belongs to the status that is left. So does the waiting for
 * the resident: whoever goes on waits no more.
 */
function coreOf(ticket: Ticket): TicketCore {
	return {
		id: ticket.id,
		number: ticket.number,
		receiptCode: ticket.receiptCode,
		channel: ticket.channel,
		placeId: ticket.placeId,
		declaredKind: ticket.declaredKind,
		description: ticket.description,
		location: ticket.location,
		contact: ticket.contact,
		articleId: ticket.articleId,
		categoryId: ticket.categoryId,
		...(ticket.proof === undefined ? {} : { proof: ticket.proof }),
		...(ticket.rated === undefined ? {} : { rated: ticket.rated }),
		...(ticket.terms === undefined ? {} : { terms: ticket.terms }),
		...(ticket.links === undefined ? {} : { links: ticket.links }),
		registeredAt: ticket.registeredAt,
		capturedAt: ticket.capturedAt,
		desk: ticket.desk,
		kind: ticket.kind,
		suggestion: ticket.suggestion,
		timeline: ticket.timeline
	};
}

function owned(ticket: Ticket): PersonReference {
	const owner = ownerOf(ticket);
	assert(owner, 'a ticket that moved on was taken by a consultant');
	return owner;
}

function competent(ticket: Ticket) {
	const competence = competentOf(ticket);
	assert(competence, 'a ticket that is carried out was forwarded');
	return competence;
}

function performerOf(ticket: Ticket): PersonReference {
	assert(
		'assignee' in ticket && ticket.assignee,
		'a report comes from the one who took the ticket on'
	);
	return ticket.assignee;
}
