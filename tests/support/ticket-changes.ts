/** What a ticket that changed is to whom, as the real server notes it. */
import { projectTicket } from '#lib/domain/ticket/audience.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { scopesOfTicket } from '#lib/sync/scope.ts';
import type { Change } from './scope-log.ts';

export function ticketChanges(before: Ticket | null, after: Ticket): readonly Change[] {
	const now = scopesOfTicket(after);
	const left = (before ? scopesOfTicket(before) : []).filter(
		({ scope }) => !now.some((one) => one.scope === scope)
	);
	const change = { kind: 'ticket', id: after.id } as const;
	return [
		...left.map(({ scope }) => ({ ...change, scope, body: null })),
		...now.map(({ scope, audience }) => ({
			...change,
			scope,
			body: JSON.stringify(projectTicket(after, audience))
		}))
	];
}
