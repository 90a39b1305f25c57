export type Turnstile = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets so many through at once; the others wait in the order in which they came. */
export function createTurnstile(places: number): Turnstile {
	let free = places;
	const waiting: (() => void)[] = [];
	return async (work) => {
		if (free > 0) free -= 1;
		else await new Promise<void>((resolve) => waiting.push(resolve));
		try {
			return await work();
		} finally {
			// Whoever ends hands the place on, so that nobody slips in between.
			const next = waiting.shift();
			if (next) next();
			else free += 1;
		}
	};
}
