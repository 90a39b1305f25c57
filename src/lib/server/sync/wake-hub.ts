/**
 * Wakes devices when a scope of theirs has moved. A notification from the database is a hint that
 * makes it quick; a look at the versions every two seconds is the truth, so a lost hint costs no more
 * than that. One query serves all listeners of this node, however many they are.
 */
import type { Wake } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';

const LOOK_EVERY_MS = 2000;

type Versions<Key> = ReadonlyMap<Key, number>;

export type WakeSource<Key extends string = Scope> = {
	/** The versions of these scopes, those that exist, in one query; never two at a time. */
	readonly look: (scopes: ReadonlySet<Key>) => Promise<Versions<Key>>;
	/** Calls back on each notification; the promise settles when listening has begun. */
	readonly listen: (onNotified: () => void) => Promise<unknown>;
	readonly report: (fault: unknown, about: string) => void;
};

/** This node is about to end; another one, or the next of it, takes the devices on. */
export class GoingDown extends Error {}

type Listener<Key> = {
	readonly scopes: readonly Key[];
	/** Null until the first. */
	told: Versions<Key> | null;
	readonly push: (wake: Wake) => void;
};

/** @template Key what has versions: scopes here, talks in server/chat */
export class WakeHub<Key extends string = Scope> {
	readonly #source: WakeSource<Key>;
	readonly #listeners = new Set<Listener<Key>>();
	readonly #closing = new AbortController();
	/** The look that is under way, and the one that comes after it. */
	#current: Promise<void> | null = null;
	#next: Promise<void> | null = null;
	#timer: ReturnType<typeof setInterval> | null = null;

	constructor(source: WakeSource<Key>) {
		this.#source = source;
	}

	async start(): Promise<void> {
		this.#timer = setInterval(() => void this.#lookAgain(), LOOK_EVERY_MS);
		this.#timer.unref();
		await this.#source.listen(() => void this.#lookAgain());
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
	async *wakes(scopes: readonly Key[], signal: AbortSignal): AsyncGenerator<Wake> {
		const ended = AbortSignal.any([signal, this.#closing.signal]);
		const waiting: Wake[] = [];
		let wakeUp: () => void = () => undefined;
		const listener: Listener<Key> = {
			scopes,
			told: null,
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
			await this.#look();
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

	/** A look that begins from now on: whoever asks while one is under way shares the next. */
	#look(): Promise<void> {
		// While one is to come nobody begins another: there are never two at a time.
		if (this.#next) return this.#next;
		if (!this.#current) return this.#begin();
		this.#next = this.#current
			.catch(() => undefined)
			.then(() => {
				this.#next = null;
				return this.#begin();
			});
		return this.#next;
	}

	#begin(): Promise<void> {
		this.#current = this.#tellMoves().finally(() => {
			this.#current = null;
		});
		return this.#current;
	}

	async #lookAgain(): Promise<void> {
		if (this.#listeners.size === 0) return;
		try {
			await this.#look();
		} catch (fault) {
			this.#source.report(fault, 'looking for moved scopes');
		}
	}

	async #tellMoves(): Promise<void> {
		const listeners = [...this.#listeners];
		const scopes = new Set(listeners.flatMap((listener) => listener.scopes));
		const versions = await this.#source.look(scopes);
		for (const listener of listeners) {
			const { told } = listener;
			const mine = listener.scopes.flatMap((scope) => {
				const version = versions.get(scope);
				return version === undefined ? [] : [[scope, version] as const];
			});
			const moved = mine.filter(([scope, version]) => told?.get(scope) !== version);
			listener.told = new Map(mine);
			if (told === null || moved.length > 0) listener.push(Object.fromEntries(moved));
		}
	}
}
