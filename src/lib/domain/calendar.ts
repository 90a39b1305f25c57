import type { CivilDate } from './article/validity.ts';

/** Swedish dates are written RRRR-MM-DD. */
const CIVIL = new Intl.DateTimeFormat('sv', { timeZone: 'Europe/Warsaw' });

/** The day in Łódź at this instant. */
export const civilDayOf = (at: Date): CivilDate => CIVIL.format(at);
