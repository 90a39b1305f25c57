import type { CivilDate } from './article/validity.ts';

/** Swedish dates are written RRRR-MM-DD. */
const CIVIL = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Warsaw' });

/** The day in Łódź at this instant. */
export const civilDayOf = (at: Date): CivilDate => CIVIL.format(at);

/** The year in Łódź at this instant. */
export const yearOf = (at: Date): number => Number(civilDayOf(at).slice(0, 4));
