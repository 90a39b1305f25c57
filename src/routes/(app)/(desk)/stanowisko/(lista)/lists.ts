import type { SeenTicket } from '#lib/client/state/seen.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { retentionNoticeOf } from '#lib/domain/retention.ts';
import type { Level } from '#lib/domain/ticket/deadline.ts';
import { ownerOf, type Ticket } from '#lib/domain/ticket/ticket.ts';
import { m } from '#lib/paraglide/messages.js';
import type { Deadlines } from '#lib/surface/deadlines.svelte.ts';

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

/** What a consultant watches their own tickets for (R7.1, R9.4). */
export const STATES = [
	'all',
	'overdue',
	'reported',
	'taken',
	'atUnit',
	'waiting',
	'ending'
] as const;
export type State = (typeof STATES)[number];

type IsIn = (seen: SeenTicket, deadlines: Deadlines) => boolean;

export const STATE_OF: Readonly<
	Record<State, { readonly label: () => string; readonly isIn: IsIn }>
> = {
	all: { label: m.desk_state_all, isIn: () => true },
	overdue: {
		label: m.desk_state_overdue,
		isIn: ({ ticket }, deadlines) => !ticket.waiting && deadlines.of(ticket)?.level === 'red'
	},
	reported: {
		label: m.desk_state_reported,
		isIn: ({ ticket }) => ticket.status === 'reported'
	},
	taken: {
		label: m.desk_state_taken,
		isIn: ({ ticket }) => ticket.status === 'taken' && !ticket.waiting
	},
	atUnit: {
		label: m.desk_state_atUnit,
		isIn: ({ ticket }) =>
			!ticket.waiting && (ticket.status === 'forwarded' || ticket.status === 'inProgress')
	},
	waiting: { label: m.desk_state_waiting, isIn: ({ ticket }) => ticket.waiting !== undefined },
	ending: {
		label: m.desk_state_ending,
		isIn: ({ ticket }, { now }) => retentionNoticeOf(new Date(ticket.registeredAt), now) !== null
	}
};

/** What is in this list is being monitored, so it is asked in which state it is. */
export const isMonitored = (list: List): boolean => list === 'mine' || list === 'section';

/** What waits for the consultant first (a report came, § 9(4)), then what is late, then the oldest. */
export function byUrgency(deadlines: Deadlines) {
	const ranks = new Map<string, number>();
	const rank = ({ ticket }: SeenTicket): number => {
		const known = ranks.get(ticket.id) ?? rankOf(ticket, deadlines);
		ranks.set(ticket.id, known);
		return known;
	};
	return (one: SeenTicket, other: SeenTicket): number =>
		rank(one) - rank(other) || one.ticket.registeredAt.localeCompare(other.ticket.registeredAt);
}

function rankOf(ticket: Ticket, deadlines: Deadlines): number {
	if (ticket.status === 'reported') return 0;
	if (ticket.waiting) return 3;
	return RANKS[deadlines.of(ticket)?.level ?? 'green'];
}

const RANKS: Readonly<Record<Level, number>> = { red: 1, amber: 2, green: 3 };
