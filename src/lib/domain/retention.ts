/**
 * How long tickets are kept (R3.2): the running month and six full calendar months before it, counted
 * from registration at the centre, in Warsaw. A month is numbered year × 12 + month, January being 0.
 */
import { civilDayOf, midnightOf } from './calendar.ts';
import { civilDateOf, dayNumberOf } from './holidays.ts';

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

/** The first instant at which what was registered then is gone: a midnight in Warsaw. */
export const expiryOf = (registeredAt: Date): Date =>
	midnightOf(firstDayOf(monthOf(registeredAt) + RETENTION_FULL_MONTHS + 1));

/** So many days before its time ends, a ticket that is still open is announced to its consultant. */
export const RETENTION_NOTICES = [30, 14, 3] as const;

/** The first day on which it is gone, as a number. */
const goneOn = (registeredAt: Date): number =>
	dayNumberOf(firstDayOf(monthOf(registeredAt) + RETENTION_FULL_MONTHS + 1));

/** The last day on which what was registered then is there, RRRR-MM-DD. */
export const lastDayOf = (registeredAt: Date): string => civilDateOf(goneOn(registeredAt) - 1);

/** Days until the first one on which it is gone; a day that has begun counts. */
export const daysUntilGone = (registeredAt: Date, now: Date): number =>
	goneOn(registeredAt) - dayNumberOf(civilDayOf(now));

/** @returns which of the announcements is due, the latest one; null before the first and when all is over */
export function retentionNoticeOf(registeredAt: Date, now: Date): number | null {
	const left = daysUntilGone(registeredAt, now);
	return left <= 0 ? null : (RETENTION_NOTICES.findLast((days) => left <= days) ?? null);
}
