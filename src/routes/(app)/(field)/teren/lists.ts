import type { SeenTicket } from '#lib/client/state/workspace.svelte.ts';
import { m } from '#lib/paraglide/messages.js';

/** The second line's lists (§ 9): what waits for somebody, what is being done, what was reported. */
export const LISTS = ['toTakeOn', 'inProgress', 'reported'] as const;
export type List = (typeof LISTS)[number];

type ListOf = {
	readonly label: () => string;
	readonly belongs: (seen: SeenTicket) => boolean;
};

export const LIST_OF: Readonly<Record<List, ListOf>> = {
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

/** The oldest first: without delay, § 9(4). */
export const byAge = (one: SeenTicket, other: SeenTicket): number =>
	one.ticket.registeredAt.localeCompare(other.ticket.registeredAt);
