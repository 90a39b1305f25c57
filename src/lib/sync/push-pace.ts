import { MOST_PUSH_CHARACTERS, PUSH_CHARACTERS } from './push-limits.ts';

/** An answer within this leaves room for more; one after that was too much to ask. */
const QUICK_MS = 1000;
const SLOW_MS = 8000;
const STEP = 4;

/**
 * How much goes into one push: little over a link that has not shown what it carries, as an answer must
 * come back before a weak one gives up; more from push to push while answers come quickly.
 */
export class PushPace {
	#characters = PUSH_CHARACTERS;
	readonly #ticks: () => number;

	/** @param ticks milliseconds of a clock that only goes forward */
	constructor(ticks: () => number) {
		this.#ticks = ticks;
	}

	/** Of the next push, at most. */
	get characters(): number {
		return this.#characters;
	}

	/** A push leaves now. @returns to be told whether it was answered */
	begin(): (answered: boolean) => void {
		const startMs = this.#ticks();
		return (answered) => {
			const ms = this.#ticks() - startMs;
			if (!answered || ms > SLOW_MS) this.#characters = PUSH_CHARACTERS;
			else if (ms < QUICK_MS)
				this.#characters = Math.min(this.#characters * STEP, MOST_PUSH_CHARACTERS);
		};
	}
}
