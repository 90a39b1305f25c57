import type { Api } from '#lib/client/net/trpc.ts';
import { failureOf } from '#lib/client/net/transport.ts';
import type { Allowance, Limited } from '#lib/domain/org/time-limits.ts';

/** Says the limits to the server; read they are from this device's rows, where they come by themselves. */
export class LimitWriter {
	busy = $state(false);
	saved = $state(false);
	obstacle = $state<'offline' | 'fault' | null>(null);
	readonly #api: () => Promise<Api>;

	constructor(api: () => Promise<Api>) {
		this.#api = api;
	}

	/** @returns whether it was done; where not, what was typed stays where it is */
	set(wanted: Limited & Allowance): Promise<boolean> {
		return this.#attempt((api) => api.timeLimit.set.mutate(wanted));
	}

	remove(id: string): Promise<boolean> {
		return this.#attempt((api) => api.timeLimit.remove.mutate({ id }));
	}

	async #attempt(act: (api: Api) => Promise<unknown>): Promise<boolean> {
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
