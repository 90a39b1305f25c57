/**
 * Wakes devices when a scope of theirs has moved. A notification from the database is a hint that
 * makes it quick; a look at the versions every two seconds is the truth, so a lost hint costs no more
 * than that. One query serves all listeners of this node, however many they are.
 */
import type { Wake } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';

const LOOK_EVERY_MS = 2000;

type Versions = ReadonlyMap<Scope, number>;

export type WakeSource = {
	readonly versionsOf: (scopes: readonly Scope[]) => Promise<Versions>;
	/** Calls back on each notification; the promise settles when listening has begun. */
	readonly listen: (onNotified: () => void) => Promise<unknown>;
	readonly report: (fault: unknown, about: string) => void;
};

/** This node is about to end; another one, or the next of it, takes the devices on. */
export class GoingDown extends Error {}

type Listener = { readonly scopes: readonly Scope[]; readonly push: (wake: Wake) => void };

export class WakeHub {
	readonly #source: WakeSource;
	readonly #listeners = new Set<Listener>();
	readonly #closing = new AbortController();
	#known = new Map<Scope, number>();
	#looking = false;
	#lookAgain = false;
	#timer: ReturnType<typeof setInterval> | null = null;

	constructor(source: WakeSource) {
		this.#source = source;
	}

	async start(): Promise<void> {
		this.#timer = setInterval(() => void this.look(), LOOK_EVERY_MS);
		this.#timer.unref();
		await this.#source.listen(() => void this.look());
	}

	get listeners(): number {
		return this.#listeners.size;
	}

	/** Ends every stream with an error, so that the devices come back to another node by themselves. */
	close(): void {
		if (this.#timer) clearInterval(this.#timer);
		this.#closing.abort(new GoingDown());
	}

	/**
	 * First the versions as they are, then each move of one of these scopes. When the signal says that
	 * the device has gone it ends in silence: a fault that nobody reads any more would end the process.
	 * @throws GoingDown when this node is about to end
	 */
	async *wakes(scopes: readonly Scope[], signal: AbortSignal): AsyncGenerator<Wake> {
		const ended = AbortSignal.any([signal, this.#closing.signal]);
		const waiting: Wake[] = [];
		let wakeUp: () => void = () => undefined;
		const listener: Listener = {
			scopes,
			push: (wake) => {
				waiting.push(wake);
				wakeUp();
			}
		};
		const onEnded = () => {
			wakeUp();
		};
		this.#listeners.add(listener);
		ended.addEventListener('abort', onEnded);
		try {
			yield Object.fromEntries(await this.#source.versionsOf(scopes));
			for (;;) {
				ended.throwIfAborted();
				const wake = waiting.splice(0);
				if (wake.length > 0) yield Object.assign({}, ...wake) as Wake;
				else await new Promise<void>((resolve) => (wakeUp = resolve));
			}
		} catch (fault) {
			if (!signal.aborted) throw fault;
		} finally {
			ended.removeEventListener('abort', onEnded);
			this.#listeners.delete(listener);
		}
	}

	/** One look at the versions; looks that are asked for meanwhile become one more. */
	async look(): Promise<void> {
		if (this.#looking) {
			this.#lookAgain = true;
			return;
		}
		if (this.#listeners.size === 0) return;
		this.#looking = true;
		try {
			do {
				this.#lookAgain = false;
				await this.#tellMoves();
			} while (this.#lookAgain);
		} catch (fault) {
			this.#source.report(fault, 'looking for moved scopes');
		} finally {
			this.#looking = false;
		}
	}

	async #tellMoves(): Promise<void> {
		const scopes = new Set([...this.#listeners].flatMap((listener) => listener.scopes));
		const versions = await this.#source.versionsOf([...scopes]);
		const moved = [...versions].filter(([scope, version]) => this.#known.get(scope) !== version);
		this.#known = new Map([...this.#known, ...versions]);
		for (const listener of this.#listeners) {
			const mine = moved.filter(([scope]) => listener.scopes.includes(scope));
			if (mine.length > 0) listener.push(Object.fromEntries(mine));
		}
	}
}
