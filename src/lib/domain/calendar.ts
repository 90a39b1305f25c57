import type { CivilDate } from './article/validity.ts';

/** Swedish dates are written RRRR-MM-DD. */
const CIVIL = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Warsaw' });

/** The day in Łódź at this instant. */
export const civilDayOf = (at: Date): CivilDate => CIVIL.format(at);

/** The year in Łódź at this instant. */
export const yearOf = (at: Date): number => Number(civilDayOf(at).slice(0, 4));

const HOUR_MS = 60 * 60_000;

/** The first instant of a day in Łódź, which is one or two hours ahead of UTC. */
export function midnightOf(day: CivilDate): Date {
	const utc = Date.parse(`${day}T00:00:00Z`);
	const inSummerTime = new Date(utc - 2 * HOUR_MS);
	return civilDayOf(inSummerTime) === day ? inSummerTime : new Date(utc - HOUR_MS);
}
