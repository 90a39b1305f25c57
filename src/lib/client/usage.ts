/**
 * Counts how the Knowledge Base is used, and tells the server from time to time. What is counted lies in memory
 * alone: without a network it waits, and a page that is closed takes it along; nobody needs an exact number.
 */
import { countable, MOST_COUNTED, type Usage } from '#lib/domain/search/usage.ts';

const SEND_AFTER_MS = 30_000;

type Send = (usage: Usage) => Promise<unknown>;
type Counted = 'misses' | 'opened' | 'opinions';
/** How often each was counted, by what it is as JSON. */
type Tallies = Record<Counted, Map<string, number>>;

const nothing = (): Tallies => ({ misses: new Map(), opened: new Map(), opinions: new Map() });

export class UsageCounter {
	#tallies = nothing();
	#timer: ReturnType<typeof setTimeout> | null = null;
	readonly #send: Send;

	constructor(send: Send) {
		this.#send = send;
	}

	/** Somebody searched for it, and nothing was found. */
	missed(query: string): void {
		const counted = countable(query);
		if (counted !== null) this.#count('misses', { query: counted });
	}

	/** Somebody searched for it, and opened this. */
	opened(query: string, ka: string): void {
		const counted = countable(query);
		if (counted !== null) this.#count('opened', { query: counted, ka });
	}

	/** Somebody has said whether an article helped. */
	judged(ka: string, helped: boolean): void {
		this.#count('opinions', { ka, helped });
	}

	#count(what: Counted, of: object): void {
		const tally = this.#tallies[what];
		const key = JSON.stringify(of);
		// Beyond what one report takes, only what is counted already goes on.
		if (!tally.has(key) && tally.size >= MOST_COUNTED) return;
		tally.set(key, (tally.get(key) ?? 0) + 1);
		this.#timer ??= setTimeout(() => void this.flush(), SEND_AFTER_MS);
	}

	/** Sends what was counted; what does not arrive is counted on. */
	async flush(): Promise<void> {
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = null;
		const sent = this.#tallies;
		if (Object.values(sent).every(({ size }) => size === 0)) return;
		this.#tallies = nothing();
		try {
			await this.#send({
				misses: rowsOf(sent.misses),
				opened: rowsOf(sent.opened),
				opinions: rowsOf(sent.opinions)
			} as Usage);
		} catch {
			for (const what of ['misses', 'opened', 'opinions'] as const)
				for (const [key, times] of sent[what])
					this.#tallies[what].set(key, (this.#tallies[what].get(key) ?? 0) + times);
			this.#timer ??= setTimeout(() => void this.flush(), SEND_AFTER_MS);
		}
	}
}

const rowsOf = (tally: ReadonlyMap<string, number>): object[] =>
	[...tally].map(([key, times]) => ({ ...(JSON.parse(key) as object), times }));
