/** Waits between tries: doubled each time, up to five minutes, and spread so that a fleet does not come back at once. */
const FIRST_MS = 1000;
const LONGEST_MS = 5 * 60_000;

/**
 * @param failures in a row, 1 for the first
 * @param chance in [0, 1)
 * @param retryAfterMs what the server asked for, if it did
 */
export function backoffMs(failures: number, chance: number, retryAfterMs: number | null): number {
	const ceiling = Math.min(LONGEST_MS, FIRST_MS * 2 ** (failures - 1));
	return Math.max(retryAfterMs ?? 0, Math.round(ceiling * (0.5 + chance / 2)));
}
