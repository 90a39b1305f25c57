import { echoOf } from '#lib/domain/ticket/links.ts';
import { evolve } from '#lib/domain/ticket/evolve.ts';
import type { Ticket, TicketEvent } from '#lib/domain/ticket/ticket.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { scopesTouched, type TicketSteps } from './ticket-writer.ts';

/**
 * What ties two tickets together is written in both, in one transaction; the other one is locked already.
 * @returns the scopes whose readers have the other one; none when it is gone or nothing is said of it
 */
export function addEcho(steps: TicketSteps, event: TicketEvent, ticket: Ticket): readonly Scope[] {
	const echo = echoOf(event, ticket);
	const other = echo && steps.now(echo.ticketId);
	if (!other) return [];
	const { commandId, at, by } = event;
	const told: TicketEvent = { ...echo.data, commandId, at, by };
	const after = evolve(other, told);
	steps.add(after, [told]);
	return scopesTouched(other, after);
}
