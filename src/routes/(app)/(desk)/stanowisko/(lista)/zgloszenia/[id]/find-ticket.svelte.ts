import { failureOf } from '#lib/client/net/transport.ts';
import type { Api } from '#lib/client/net/trpc.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import { parseTicketNumber } from '#lib/domain/ticket/number.ts';
import { m } from '#lib/paraglide/messages.js';
import { hintOf, type Hint } from '#lib/surface/intake-hints.svelte.ts';

/** A ticket by its number: one that this device holds, or one that the server knows. */
export class FindTicket {
	typed = $state('');
	found = $state.raw<Hint | null>(null);
	error = $state<string>();
	busy = $state(false);
	readonly #workspace: Workspace;
	readonly #api: () => Promise<Api>;

	constructor(workspace: Workspace, api: () => Promise<Api>) {
		this.#workspace = workspace;
		this.#api = api;
	}

	choose(hint: Hint | null): void {
		this.found = hint;
		this.error = undefined;
	}

	async look(): Promise<void> {
		const number = parseTicketNumber(this.typed);
		this.choose(null);
		if (number === null) {
			this.error = m.ticket_find_invalid();
			return;
		}
		const held = this.#workspace.tickets?.find(({ ticket }) => ticket.number === number);
		if (held) {
			this.found = hintOf(held.ticket);
			return;
		}
		this.busy = true;
		try {
			this.found = await (await this.#api()).ticket.byNumber.query({ number });
		} catch (fault) {
			const failure = failureOf(fault);
			const isUnknown = failure.type === 'fault' && failure.message === 'notFound';
			this.error = isUnknown ? m.ticket_refusal_unknownTicket() : m.ticket_find_offline();
		} finally {
			this.busy = false;
		}
	}
}
