/** Chance that comes out the same for the same seed (mulberry32). */
export class Chance {
	#state: number;

	constructor(seed: number) {
		this.#state = seed;
	}

	/** In [0, 1). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1);
		mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number from 0 up to, not including, this many. */
	below(count: number): number {
		return Math.floor(this.next() * count);
	}

	happens(probability: number): boolean {
		return this.next() < probability;
	}

	pick<T>(list: readonly T[]): T {
		const found = list[this.below(list.length)];
		if (found === undefined) throw new Error('Nothing to pick from');
		return found;
	}
}
