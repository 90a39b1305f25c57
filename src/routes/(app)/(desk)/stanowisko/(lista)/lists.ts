import type { SeenTicket } from '#lib/client/state/workspace.svelte.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { ownerOf } from '#lib/domain/ticket/ticket.ts';
import { m } from '#lib/paraglide/messages.js';

/** What waits for somebody, what is theirs, what the whole section has in hand, what came to its end. */
const LISTS = ['queue', 'mine', 'section', 'ended'] as const;
export type List = (typeof LISTS)[number];

/** A consultant monitors what they took (R7.1); a supervisor what everybody in the section did (R9.6). */
export function listsOf({ roles }: StaffActor): readonly List[] {
	const isConsultant = roles.includes('consultant');
	const isSupervisor = roles.includes('supervisor');
	return LISTS.filter((list) => {
		if (list === 'section') return isSupervisor;
		return list === 'queue' || isConsultant;
	});
}

type Belongs = (seen: SeenTicket, actor: StaffActor) => boolean;

export const LIST_OF: Readonly<
	Record<List, { readonly label: () => string; readonly belongs: Belongs }>
> = {
	queue: {
		label: m.desk_list_queue,
		belongs: ({ ticket }, { desk }) => ticket.status === 'registered' && ticket.desk === desk
	},
	mine: {
		label: m.desk_list_mine,
		belongs: ({ ticket }, { id }) => ticket.status !== 'ended' && ownerOf(ticket)?.id === id
	},
	section: {
		label: m.desk_list_section,
		belongs: ({ ticket }, { desk }) =>
			ticket.desk === desk && ticket.status !== 'ended' && ticket.status !== 'registered'
	},
	ended: {
		label: m.desk_list_ended,
		belongs: ({ ticket }, { id }) => ticket.status === 'ended' && ownerOf(ticket)?.id === id
	}
};

/** What waits for the consultant first (a report came, § 9(4)), then the oldest. */
export function byUrgency(one: SeenTicket, other: SeenTicket): number {
	const reported = ({ ticket }: SeenTicket) => (ticket.status === 'reported' ? 0 : 1);
	return (
		reported(one) - reported(other) ||
		one.ticket.registeredAt.localeCompare(other.ticket.registeredAt)
	);
}
