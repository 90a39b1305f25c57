import type { Ticket } from './ticket.ts';

/** Who reads a ticket: the consultants and whoever took it down, or the second line that carries it out. */
export const TICKET_AUDIENCES = ['desk', 'unit'] as const;
export type TicketAudience = (typeof TICKET_AUDIENCES)[number];

/**
 * A ticket cut to what its readers may see. The receipt code is the resident's key to the ticket's
 * state; the unit that carries it out has no use for it.
 */
export function projectTicket(ticket: Ticket, audience: TicketAudience): Ticket {
	return audience === 'desk' ? ticket : { ...ticket, receiptCode: null };
}
