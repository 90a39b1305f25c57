/**
 * How long tickets are kept (R3.2): the running month and six full calendar months before it, counted
 * from registration at the centre, in Warsaw. A month is numbered year × 12 + month, January being 0.
 */
import { civilDayOf } from './calendar.ts';

export const RETENTION_FULL_MONTHS = 6;

export function monthOf(at: Date): number {
	const [year, month] = civilDayOf(at).split('-').map(Number);
	return (year ?? 0) * 12 + (month ?? 1) - 1;
}

/** Tickets of this month and of those before it are gone at this instant. */
export const lastGoneMonth = (now: Date): number => monthOf(now) - RETENTION_FULL_MONTHS - 1;

/** The first day of a month, RRRR-MM-DD. */
export function firstDayOf(month: number): string {
	const year = Math.floor(month / 12);
	return `${String(year).padStart(4, '0')}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}

/** Warsaw is one or two hours ahead of UTC. */
const HOUR_MS = 60 * 60_000;

/** The first instant at which what was registered then is gone: a midnight in Warsaw. */
export function expiryOf(registeredAt: Date): Date {
	const month = monthOf(registeredAt) + RETENTION_FULL_MONTHS + 1;
	const first = Date.parse(`${firstDayOf(month)}T00:00:00Z`);
	const inSummerTime = new Date(first - 2 * HOUR_MS);
	return monthOf(inSummerTime) === month ? inSummerTime : new Date(first - HOUR_MS);
}
