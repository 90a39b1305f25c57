import { failureOf } from '#lib/client/net/transport.ts';
import type { Api } from '#lib/client/net/trpc.ts';

/** Something that the server is asked for, and what is done with it there. */
export class Loaded<T> {
	value = $state.raw<T | null>(null);
	phase = $state<'loading' | 'ready' | 'missing' | 'failed'>('loading');
	busy = $state(false);
	obstacle = $state<ReturnType<typeof obstacleOf> | null>(null);
	readonly #api: () => Promise<Api>;
	readonly #ask: (api: Api) => Promise<T>;

	constructor(api: () => Promise<Api>, ask: (api: Api) => Promise<T>) {
		this.#api = api;
		this.#ask = ask;
	}

	async load(): Promise<void> {
		try {
			this.value = await this.#ask(await this.#api());
			this.phase = 'ready';
		} catch (fault) {
			const failure = failureOf(fault);
			const isMissing = failure.type === 'fault' && failure.message === 'notFound';
			if (!this.value) this.phase = isMissing ? 'missing' : 'failed';
		}
	}

	/** What was changed meanwhile is shown as it now is. @returns what the server said; null where it was not done */
	async attempt<R>(act: (api: Api) => Promise<R>): Promise<R | null> {
		this.busy = true;
		this.obstacle = null;
		try {
			return await act(await this.#api());
		} catch (fault) {
			this.obstacle = obstacleOf(fault);
			if (this.obstacle === 'changed') await this.load();
			return null;
		} finally {
			this.busy = false;
		}
	}
}

export function obstacleOf(fault: unknown): 'offline' | 'changed' | 'fault' {
	const failure = failureOf(fault);
	if (failure.type === 'unreachable') return 'offline';
	const isChanged = failure.type === 'fault' && failure.message === 'changedMeanwhile';
	return isChanged ? 'changed' : 'fault';
}
