import type { Api } from '#lib/client/net/trpc.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import { alikeIn, earlierIn, phoneKey } from '#lib/domain/ticket/alike.ts';
import { competentOf, type Ticket } from '#lib/domain/ticket/ticket.ts';

export type Hints = Awaited<ReturnType<Api['ticket']['hints']['query']>>;
export type Hint = Hints['earlier'][number];
export type Asked = {
	readonly phone: string;
	readonly location: string;
	readonly categoryId: string | null;
};

/** Typing rests for so long before anybody is asked. */
const REST_MS = 500;
const NONE: Hints = { earlier: [], alike: [] };

/** What is known of a caller and of a place: of the whole city, or without a network of what is held here. */
export class IntakeHints {
	found = $state.raw<Hints>(NONE);
	/** Only what this device holds was looked through. */
	partial = $state(false);
	readonly #workspace: Workspace;
	readonly #api: () => Promise<Api>;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#last = '';

	constructor(workspace: Workspace, api: () => Promise<Api>) {
		this.#workspace = workspace;
		this.#api = api;
	}

	/** Call it whenever something of it was typed. */
	ask(asked: Asked): void {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#look(asked), REST_MS);
	}

	close(): void {
		if (this.#timer) clearTimeout(this.#timer);
	}

	async #look(asked: Asked): Promise<void> {
		const mark = JSON.stringify(asked);
		if (mark === this.#last) return;
		this.#last = mark;
		if (phoneKey(asked.phone) === null && asked.location.trim() === '') {
			this.found = NONE;
			return;
		}
		try {
			const api = await this.#api();
			const found = await api.ticket.hints.query(asked);
			if (mark === this.#last) [this.found, this.partial] = [found, false];
		} catch {
			// Asked once more with the next key, or by hand; what is held here is better than nothing.
			if (mark === this.#last) [this.found, this.partial] = [this.#held(asked), true];
		}
	}

	#held({ phone, ...reported }: Asked): Hints {
		const tickets = (this.#workspace.tickets ?? []).map(({ ticket }) => ticket);
		return {
			earlier: earlierIn(tickets, phone).map(hintOf),
			alike: alikeIn(tickets, reported, new Date()).map(hintOf)
		};
	}
}

export function hintOf(ticket: Ticket): Hint {
	const { id, number, status, registeredAt, description, location } = ticket;
	const unitId = competentOf(ticket)?.unitId ?? null;
	return { id, number, status, registeredAt, description, location, unitId };
}
