import { createHash } from 'node:crypto';

/** Chance that repeats itself: the same seed gives the same city everywhere. Nothing secret is made of it. */
export class Chance {
	#state: number;

	constructor(seed: number) {
		this.#state = seed;
	}

	/** From 0 up to, and without, 1 (mulberry32). */
	next(): number {
		this.#state = (this.#state + 0x6d2b79f5) | 0;
		let mixed = Math.imul(this.#state ^ (this.#state >>> 15), 1 | this.#state);
		mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
		return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
	}

	/** A whole number; both ends count. */
	between(least: number, most: number): number {
		return least + Math.floor(this.next() * (most - least + 1));
	}

	/** True once in so many times. */
	oneIn(times: number): boolean {
		return this.next() * times < 1;
	}

	pick<T>(list: readonly [T, ...T[]]): T {
		return list[this.between(0, list.length - 1)] ?? list[0];
	}

	shuffled<T>(list: readonly T[]): readonly T[] {
		return list
			.map((item) => ({ item, at: this.next() }))
			.sort((one, other) => one.at - other.at)
			.map(({ item }) => item);
	}
}

/** The same id for the same name, as a UUID of version 8 (RFC 9562). */
export function fixedUuid(name: string): string {
	const digest = createHash('sha256').update(`lckm demonstration ${name}`).digest('hex');
	const variant = ((Number.parseInt(digest.charAt(16), 16) & 0b11) | 0b1000).toString(16);
	return [
		digest.slice(0, 8),
		digest.slice(8, 12),
		`8${digest.slice(13, 16)}`,
		`${variant}${digest.slice(17, 20)}`,
		digest.slice(20, 32)
	].join('-');
}
