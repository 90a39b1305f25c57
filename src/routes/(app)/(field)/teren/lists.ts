import type { SeenTicket } from '#lib/client/state/seen.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { assignedTo } from '#lib/domain/ticket/ticket.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Deadlines } from '#lib/surface/deadlines.svelte.ts';

/** The second line's lists (§ 9): what waits for somebody, what is being done, what was reported. */
const LISTS = ['escalated', 'own', 'toTakeOn', 'inProgress', 'reported'] as const;
export type List = (typeof LISTS)[number];

/** The head of the unit has what is late before them too (R9.4). */
export const listsOf = ({ roles }: StaffActor): readonly List[] =>
	LISTS.filter((list) => list !== 'escalated' || roles.includes('unitHead'));

type ListOf = {
	readonly label: () => string;
	readonly belongs: (seen: SeenTicket, deadlines: Deadlines, actor: StaffActor) => boolean;
};

export const LIST_OF: Readonly<Record<List, ListOf>> = {
	escalated: {
		label: m.field_list_escalated,
		// By the clock and not by the notice, so that a device without a network tells its head too.
		belongs: ({ ticket }, deadlines) => !ticket.waiting && deadlines.of(ticket)?.level === 'red'
	},
	own: {
		label: m.field_list_own,
		belongs: ({ ticket }, _deadlines, { id }) =>
			(ticket.status === 'forwarded' || ticket.status === 'inProgress') &&
			assignedTo(ticket)?.id === id
	},
	toTakeOn: {
		label: m.field_list_toTakeOn,
		belongs: ({ ticket }) => ticket.status === 'forwarded'
	},
	inProgress: {
		label: m.field_list_inProgress,
		belongs: ({ ticket }) => ticket.status === 'inProgress'
	},
	reported: {
		label: m.field_list_reported,
		belongs: ({ ticket }) => ticket.status === 'reported'
	}
};

/** What is due first: without delay, § 9(4). What nobody is waited for comes last, the oldest first. */
export function byDue(deadlines: Deadlines) {
	const dues = new Map<string, number>();
	const due = ({ ticket }: SeenTicket): number => {
		const known =
			dues.get(ticket.id) ?? deadlines.of(ticket)?.dueAt?.getTime() ?? Number.MAX_SAFE_INTEGER;
		dues.set(ticket.id, known);
		return known;
	};
	return (one: SeenTicket, other: SeenTicket): number =>
		due(one) - due(other) || one.ticket.registeredAt.localeCompare(other.ticket.registeredAt);
}
