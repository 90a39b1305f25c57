/** Is somebody still there? Counts the silence since the last touch, and asks before it ends a visit. */

/** How long somebody may read without a touch, and how long the question then stands (WCAG 2.2.1). */
export const QUIET_S = { usual: 60, receipt: 45 } as const;
export const QUESTION_S = 20;

const TICK_MS = 250;

export class Presence {
	/** Null while nothing is asked. */
	secondsLeft = $state<number | null>(null);
	#lastSignMs = performance.now();
	#askedAtMs = 0;

	/** A touch, a key, a word typed. While the question stands only its answer counts. */
	sign(): void {
		if (this.secondsLeft === null) this.#lastSignMs = performance.now();
	}

	more(): void {
		this.secondsLeft = null;
		this.#lastSignMs = performance.now();
	}

	/**
	 * Watches until the returned function is called.
	 * @param quietS asked at each look: seconds without a sign that are allowed now; null for no limit
	 */
	watch(quietS: () => number | null, onGone: () => void): () => void {
		const timer = setInterval(() => {
			this.#look(quietS(), onGone);
		}, TICK_MS);
		return () => {
			clearInterval(timer);
		};
	}

	#look(quietS: number | null, onGone: () => void): void {
		const now = performance.now();
		if (quietS === null) {
			this.more();
		} else if (this.secondsLeft !== null) {
			const left = QUESTION_S - (now - this.#askedAtMs) / 1000;
			this.secondsLeft = Math.max(0, Math.ceil(left));
			if (left <= 0) {
				this.more();
				onGone();
			}
		} else if (now - this.#lastSignMs >= quietS * 1000) {
			this.#askedAtMs = now;
			this.secondsLeft = QUESTION_S;
		}
	}
}
