import { backoffMs } from '#lib/sync/backoff.ts';

type Pause = { readonly failures: number; readonly untilMs: number };

/** How long each thing that failed is left alone, longer each time, while the others go on. */
export class Pauses {
	readonly #pauses = new Map<string, Pause>();

	/** 0 for what may be tried now. */
	leftMs(key: string, nowMs: number): number {
		return Math.max(0, (this.#pauses.get(key)?.untilMs ?? 0) - nowMs);
	}

	begin(key: string, nowMs: number, chance: number): void {
		const failures = (this.#pauses.get(key)?.failures ?? 0) + 1;
		this.#pauses.set(key, { failures, untilMs: nowMs + backoffMs(failures, chance, null) });
	}

	forget(key: string): void {
		this.#pauses.delete(key);
	}

	/** What kept them all from going is over. */
	forgetAll(): void {
		this.#pauses.clear();
	}
}
