import { failureOf } from '#lib/client/net/transport.ts';
import type { Api } from '#lib/client/net/trpc.ts';

type Draft = NonNullable<Awaited<ReturnType<Api['terms']['draft']['query']>>>;
export type Obstacle = 'offline' | 'changed' | 'fault';

/** The draft of the next version as it is on the server, and what is done with it. */
export class TermsDesk {
	draft = $state.raw<Draft | null>(null);
	/** The text in force, which the next version begins from. */
	current = $state.raw('');
	loaded = $state(false);
	busy = $state(false);
	obstacle = $state<Obstacle | null>(null);
	/** The version that was just published. */
	published = $state<number | null>(null);
	readonly #api: () => Promise<Api>;

	constructor(api: () => Promise<Api>) {
		this.#api = api;
	}

	load(): Promise<boolean> {
		return this.#attempt(async (api) => {
			const [draft, { terms }] = await Promise.all([
				api.terms.draft.query(),
				api.terms.read.query({ version: null })
			]);
			this.draft = draft;
			this.current = terms?.text ?? '';
			this.loaded = true;
		});
	}

	/** @returns whether the server has it; where not, what was typed stays where it is */
	save(text: string): Promise<boolean> {
		return this.#attempt(async (api) => {
			const since = this.draft?.savedAt ?? null;
			this.draft = await api.terms.save.mutate({ text, since });
		});
	}

	/** Publishes the draft that was read, and no other. */
	approve(): Promise<boolean> {
		return this.#attempt(async (api) => {
			const { version, text } = await api.terms.approve.mutate({
				seen: this.draft?.savedAt ?? ''
			});
			this.published = version;
			this.current = text;
			this.draft = null;
		});
	}

	async #attempt(act: (api: Api) => Promise<void>): Promise<boolean> {
		this.busy = true;
		this.obstacle = null;
		this.published = null;
		try {
			await act(await this.#api());
			return true;
		} catch (fault) {
			const failure = failureOf(fault);
			if (failure.type === 'unreachable') this.obstacle = 'offline';
			else if (failure.type === 'fault' && failure.message === 'changedMeanwhile')
				this.obstacle = 'changed';
			else this.obstacle = 'fault';
			return false;
		} finally {
			this.busy = false;
		}
	}
}
