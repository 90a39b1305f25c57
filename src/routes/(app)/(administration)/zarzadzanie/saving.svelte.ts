import type { Api } from '#lib/client/net/trpc.ts';
import { failureOf } from '#lib/client/net/transport.ts';

/** Something is said to the server at once, or not at all; what was typed stays where it is. */
export class Saving {
	busy = $state(false);
	saved = $state(false);
	obstacle = $state<'offline' | 'fault' | null>(null);
	readonly #api: () => Promise<Api>;

	constructor(api: () => Promise<Api>) {
		this.#api = api;
	}

	/** @returns whether it was done */
	async attempt(act: (api: Api) => Promise<unknown>): Promise<boolean> {
		this.busy = true;
		this.obstacle = null;
		this.saved = false;
		try {
			await act(await this.#api());
			this.saved = true;
		} catch (fault) {
			this.obstacle = failureOf(fault).type === 'unreachable' ? 'offline' : 'fault';
		} finally {
			this.busy = false;
		}
		return this.saved;
	}
}
