/**
 * What a person sees at once: the row from the server with their own waiting acts laid over it. It is
 * made anew at every reading, so there is nothing to undo when the server decides otherwise.
 */
import type { Actor } from '#lib/domain/org/roles.ts';
import type { Reference } from '#lib/domain/ticket/context.ts';
import { decide } from '#lib/domain/ticket/decide.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import { hasApplied, type Ticket } from '#lib/domain/ticket/ticket.ts';
import { isPending } from './pending.ts';
import type { OutboxEntry } from './ports.ts';

export type Beholder = { readonly actor: Actor; readonly reference: Reference };

/**
 * @param entries of this ticket, in the order of seq
 * @returns the ticket as it will be when all goes well; null when there is none yet
 */
export function overlay(
	row: Ticket | null,
	entries: readonly OutboxEntry[],
	{ actor, reference }: Beholder
): Ticket | null {
	return entries.filter(isPending).reduce<Ticket | null>((ticket, { command }) => {
		if (ticket && hasApplied(ticket, command.id)) return ticket;
		const decided = decide(ticket, command, {
			commandId: command.id,
			subject: command.subject,
			actor,
			at: command.capturedAt,
			capturedAt: command.capturedAt,
			number: null,
			reference
		});
		return decided.ok ? evolveAll(ticket, decided.value) : ticket;
	}, row);
}
