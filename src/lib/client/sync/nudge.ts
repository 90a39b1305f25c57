/** Something to wait for that anybody may bring about; what comes while nobody waits is not forgotten. */
export class Nudge {
	#pending = false;
	#wake: (() => void) | null = null;

	give(): void {
		this.#pending = true;
		this.#wake?.();
	}

	/** Resolves at the next nudge, after so long without one, or when the signal ends all waiting. */
	async wait(forMs: number, signal: AbortSignal): Promise<void> {
		if (!this.#pending && !signal.aborted) {
			await new Promise<void>((resolve) => {
				const finish = () => {
					clearTimeout(timer);
					signal.removeEventListener('abort', finish);
					resolve();
				};
				const timer = setTimeout(finish, forMs);
				signal.addEventListener('abort', finish);
				this.#wake = finish;
			});
		}
		this.#wake = null;
		this.#pending = false;
	}
}
