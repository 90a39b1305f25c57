import type { World } from './world.ts';

/** At which points of push, pull and apply tabs were killed, over many lives. */
export class CrashPoints {
	readonly #known = new Set<string>();
	readonly #hit = new Set<string>();

	note({ points, crashedAt }: World): void {
		for (const point of points) this.#known.add(point);
		for (const point of crashedAt) this.#hit.add(point);
	}

	/** Before and after each call of a port. */
	get all(): readonly string[] {
		return [...this.#known].sort();
	}

	get missed(): readonly string[] {
		return this.all.filter((point) => !this.#hit.has(point));
	}
}
