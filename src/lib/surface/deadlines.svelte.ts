import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import type { TimeLimit } from '#lib/domain/org/time-limits.ts';
import { deadlineOf, type Deadline } from '#lib/domain/ticket/deadline.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { trustedNow } from '#lib/sync/expiry.ts';
import { clock } from './clock.svelte.ts';

/**
 * The clocks of tickets on this device: from its own rows, so that they run without a network, and by a
 * clock that is never behind the server's.
 */
export class Deadlines {
	readonly #workspace: Workspace;
	readonly #limits;

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
		this.#limits = workspace.all('timeLimit');
	}

	/** Read in a component it moves by itself. */
	get now(): Date {
		return trustedNow(clock.now, this.#workspace.serverTime);
	}

	/** Null until they were read once. */
	get limits(): readonly TimeLimit[] | null {
		return this.#limits.current;
	}

	of(ticket: Ticket): Deadline | null {
		return deadlineOf(ticket, this.limits ?? [], this.now);
	}
}
