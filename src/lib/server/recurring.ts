import { isPassing } from './db/faults.ts';

export type Work = {
	/** One after another, never two at once. */
	readonly work: () => Promise<unknown>;
	readonly everyMs: number;
	/** What it is called where a fault of it is reported. */
	readonly about: string;
	readonly report: (fault: unknown, about: string) => void;
};

/** Work that is done by the clock, and sooner when somebody knows of something to do. */
export class Recurring {
	readonly #what: Work;
	readonly #timer: ReturnType<typeof setInterval>;
	#working: Promise<void> | null = null;
	#again = false;
	#closed = false;

	constructor(what: Work) {
		this.#what = what;
		this.#timer = setInterval(() => this.nudge(), what.everyMs);
		this.#timer.unref();
		this.nudge();
	}

	/** There may be something to do; what is under way has perhaps passed it by, so it is done once more. */
	nudge(): void {
		this.#again = true;
		if (this.#closed) return;
		this.#working ??= this.#run().finally(() => {
			this.#working = null;
		});
	}

	/** Resolves when nothing of it goes on any more. */
	async close(): Promise<void> {
		this.#closed = true;
		clearInterval(this.#timer);
		await this.#working;
	}

	async #run(): Promise<void> {
		const { work, about, report } = this.#what;
		try {
			while (this.#again && !this.#closed) {
				this.#again = false;
				await work();
			}
		} catch (fault) {
			// The database is away or starting: the next time comes.
			if (!isPassing(fault)) report(fault, about);
		}
	}
}
