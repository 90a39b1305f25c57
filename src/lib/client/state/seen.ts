import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type { StoredEntry } from '../db/outbox-database.ts';

/** A ticket as the person sees it, with what of theirs still waits or came back. */
export type SeenTicket = {
	readonly ticket: Ticket;
	readonly waiting: readonly StoredEntry[];
	readonly refused: readonly StoredEntry[];
};
