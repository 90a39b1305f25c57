import type { SeenTicket } from '#lib/client/state/seen.ts';
import { competentOf } from '#lib/domain/ticket/ticket.ts';
import { m } from '#lib/paraglide/messages.js';
import { clockWords, endWords } from './clock-words.ts';
import type { Deadlines } from './deadlines.svelte.ts';
import { isEscalated } from '#lib/domain/ticket/deadline.ts';
import { ago } from './moments.ts';
import type { Names } from './names.svelte.ts';
import { kindLabel, STATUS_LABELS, titleOf } from './words.ts';

/** A ticket as a row of a list. */
export function ticketCardOf({ ticket, waiting }: SeenTicket, names: Names, deadlines: Deadlines) {
	const { now } = deadlines;
	const deadline = deadlines.of(ticket);
	const competent = competentOf(ticket);
	const draft = ticket.number === null;
	return {
		number: ticket.number ?? undefined,
		title: titleOf(ticket),
		kind: ticket.kind ?? ('unmarked' as const),
		kindLabel: kindLabel(ticket.kind),
		status: draft ? ('draft' as const) : ticket.status,
		statusLabel: draft ? m.ticket_status_draft() : STATUS_LABELS[ticket.status](),
		place: ticket.location || undefined,
		age: ago(ticket.registeredAt, now),
		unit: competent ? names.unit(competent) : undefined,
		clock: clockWords(ticket, deadline, now),
		escalated: isEscalated(ticket, deadline) ? m.ticket_clock_escalated() : undefined,
		ending: endWords(ticket, now),
		waiting: waiting.length > 0 && !draft ? m.ticket_status_draft() : undefined
	};
}

/** What a person types to find a ticket again: its number, a street, a word. */
export function matches({ ticket }: SeenTicket, typed: string): boolean {
	const wanted = typed.trim().toLocaleLowerCase('pl');
	const text = [ticket.number, ticket.location, ticket.description, ticket.receiptCode];
	return text.some((one) => one?.toLocaleLowerCase('pl').includes(wanted));
}
