/**
 * When consultants answer in the chat (R4.1): data of the operator, by the clock in Łódź. Which days
 * are free of work says whoever asks (RT.1).
 */
import { civilDayOf } from '../calendar.ts';
import type { CivilDate } from '../article/validity.ts';

/** Minutes of the day; the end is not in it. */
export type Span = { readonly from: number; readonly to: number };
/** Eight entries, Monday first and public holidays last; null where nobody answers all day. */
export type OfficeHours = readonly (Span | null)[];

export type Office = {
	readonly hours: OfficeHours;
	readonly isDayOff: (day: CivilDate) => boolean;
};

/** As an operator writes it: days by number, Monday being 1 and a public holiday 8, and the hours. */
export const USUAL_HOURS = '1-5 08:00-16:00';

const WRITTEN = /^([1-8])(?:-([1-8]))? (\d{2}):(\d{2})-(\d{2}):(\d{2})$/u;
const DAY_MINUTES = 24 * 60;
/** Where the hours of a public holiday stand. */
const HOLIDAY = 7;

/** "1-5 08:00-16:00", several with commas between. @returns null for what cannot be read */
export function parseOfficeHours(text: string): OfficeHours | null {
	const week: (Span | null)[] = Array.from({ length: HOLIDAY + 1 }, () => null);
	for (const part of text.split(',')) {
		const found = WRITTEN.exec(part.trim());
		if (!found) return null;
		const [first = 0, last = 0, ...clock] = found.slice(1).map((one) => Number(one || found[1]));
		const [fromHour = 0, fromMinute = 0, toHour = 0, toMinute = 0] = clock;
		const span = { from: fromHour * 60 + fromMinute, to: toHour * 60 + toMinute };
		const isRight = first <= last && span.from < span.to && span.to <= DAY_MINUTES;
		if (!isRight || fromMinute > 59 || toMinute > 59) return null;
		week.fill(span, first - 1, last);
	}
	return week;
}

const CLOCK = new Intl.DateTimeFormat('en-GB', {
	timeZone: 'Europe/Warsaw',
	hour: '2-digit',
	minute: '2-digit',
	hourCycle: 'h23'
});

function minuteOfDay(at: Date): number {
	const [hour = 0, minute = 0] = CLOCK.format(at).split(':').map(Number);
	return hour * 60 + minute;
}

/** The hours of one day; null when nobody answers on it. */
function spanOn(day: CivilDate, { hours, isDayOff }: Office): Span | null {
	if (isDayOff(day)) return hours[HOLIDAY] ?? null;
	const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
	return hours[(weekday + 6) % 7] ?? null;
}

export function isOpen(office: Office, at: Date): boolean {
	const span = spanOn(civilDayOf(at), office);
	const minute = minuteOfDay(at);
	return span !== null && minute >= span.from && minute < span.to;
}

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
/** No row of holidays is longer than this. */
const DAYS_AHEAD = 31;

/** When it opens next; null while it is open, and when it never does. */
export function opensAt(office: Office, at: Date): Date | null {
	if (isOpen(office, at)) return null;
	const today = Date.parse(`${civilDayOf(at)}T00:00:00Z`);
	for (let ahead = 0; ahead <= DAYS_AHEAD; ahead += 1) {
		const midnight = today + ahead * DAY_MS;
		const day = new Date(midnight).toISOString().slice(0, 10);
		const span = spanOn(day, office);
		if (!span) continue;
		const opening = instantOf(midnight + span.from * 60_000, span.from);
		if (opening > at) return opening;
	}
	return null;
}

/** Warsaw is one or two hours ahead of UTC. */
function instantOf(written: number, minute: number): Date {
	const inSummerTime = new Date(written - 2 * HOUR_MS);
	return minuteOfDay(inSummerTime) === minute ? inSummerTime : new Date(written - HOUR_MS);
}
