import type { SeenTicket } from '#lib/client/state/seen.ts';
import { mainOf } from '#lib/domain/ticket/links.ts';
import { competentOf } from '#lib/domain/ticket/ticket.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Mark } from '#lib/ui/ticket/look.ts';
import { clockWords, endWords } from './clock-words.ts';
import type { Deadlines } from './deadlines.svelte.ts';
import { isEscalated } from '#lib/domain/ticket/deadline.ts';
import { ago } from './moments.ts';
import type { Names } from './names.svelte.ts';
import { kindLabel, STATUS_LABELS, titleOf } from './words.ts';

/** A ticket as a row of a list. */
export function ticketCardOf(seen: SeenTicket, names: Names, deadlines: Deadlines) {
	const { ticket } = seen;
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
		marks: marksOf(seen, deadlines)
	};
}

function marksOf({ ticket, waiting }: SeenTicket, deadlines: Deadlines) {
	const main = mainOf(ticket);
	const isTold = isEscalated(ticket, deadlines.of(ticket));
	const isUnsent = waiting.length > 0 && ticket.number !== null;
	const said: Readonly<Record<Mark, string | undefined>> = {
		together: main ? m.ticket_card_together({ number: main.number }) : undefined,
		escalated: isTold ? m.ticket_clock_escalated() : undefined,
		ending: endWords(ticket, deadlines.now),
		waiting: isUnsent ? m.ticket_status_draft() : undefined
	};
	return (Object.keys(said) as Mark[]).flatMap((mark) => {
		const text = said[mark];
		return text === undefined ? [] : [{ mark, text }];
	});
}

/** What a person types to find a ticket again: its number, a street, a word. */
export function matches({ ticket }: SeenTicket, typed: string): boolean {
	const wanted = typed.trim().toLocaleLowerCase('pl');
	const text = [ticket.number, ticket.location, ticket.description, ticket.receiptCode];
	return text.some((one) => one?.toLocaleLowerCase('pl').includes(wanted));
}
