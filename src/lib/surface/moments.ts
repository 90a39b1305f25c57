import type { Moment } from '#lib/ui/style/moment.ts';

const ZONE = 'Europe/Warsaw';
const DAY = new Intl.DateTimeFormat('pl', { timeZone: ZONE, day: 'numeric', month: 'long' });
const WHOLE_DAY = new Intl.DateTimeFormat('pl', { timeZone: ZONE, dateStyle: 'long' });
const FULL = new Intl.DateTimeFormat('pl', {
	timeZone: ZONE,
	day: 'numeric',
	month: 'long',
	year: 'numeric',
	hour: '2-digit',
	minute: '2-digit'
});
const CLOCK = new Intl.DateTimeFormat('pl', { timeZone: ZONE, hour: '2-digit', minute: '2-digit' });
const CIVIL = new Intl.DateTimeFormat('sv', { timeZone: ZONE });
const AGO = new Intl.RelativeTimeFormat('pl', { numeric: 'auto', style: 'short' });

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** The day in Łódź at this instant, RRRR-MM-DD. */
export const civilDay = (at: Date): string => CIVIL.format(at);

/** How long ago, the way people say it: minutes and hours today, then the day. */
export function ago(iso: string, now: Date): Moment {
	const at = new Date(iso);
	const elapsedMs = now.getTime() - at.getTime();
	if (elapsedMs < HOUR_MS)
		return { iso, text: AGO.format(-Math.max(0, Math.floor(elapsedMs / MINUTE_MS)), 'minute') };
	if (civilDay(at) === civilDay(now))
		return { iso, text: AGO.format(-Math.floor(elapsedMs / HOUR_MS), 'hour') };
	return { iso, text: `${DAY.format(at)}, ${CLOCK.format(at)}` };
}

/** Day and time in full, where it is read as a record. */
export const inFull = (iso: string): Moment => ({ iso, text: FULL.format(new Date(iso)) });

/** The time of day alone, where the day is plain. */
export const inClock = (iso: string): string => CLOCK.format(new Date(iso));

/** A civil day, RRRR-MM-DD, as it is written out. */
export const inDay = (day: string): string => WHOLE_DAY.format(new Date(`${day}T12:00:00Z`));

/** The time of day, with the day when it was not today. */
export function since(iso: string, now: Date): Moment {
	const at = new Date(iso);
	const today = civilDay(at) === civilDay(now);
	return { iso, text: today ? CLOCK.format(at) : `${DAY.format(at)}, ${CLOCK.format(at)}` };
}
