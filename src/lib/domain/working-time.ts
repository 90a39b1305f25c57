/**
 * Working time in Łódź (RT.1): Polish working days, the hours in which the Office works, the clock of
 * Europe/Warsaw. Limits are measured in it, and terms of the law end on its days.
 */
import { civilDayOf } from './calendar.ts';
import type { CivilDate } from './article/validity.ts';
import { civilDateOf, dayNumberOf, isHoliday, weekdayOf, type DayNumber } from './holidays.ts';

export type WorkingHours = {
	/** Sunday is 0. */
	readonly weekdays: readonly number[];
	readonly opensHour: number;
	readonly closesHour: number;
};

/** Mondays to Fridays, 8 to 16: the usual hours of the Office and its units. */
export const OFFICE_HOURS: WorkingHours = {
	weekdays: [1, 2, 3, 4, 5],
	opensHour: 8,
	closesHour: 16
};

export const HOUR_MS = 60 * 60_000;
const DAY_MS = 24 * HOUR_MS;

/** In Polish, no weekend and no holiday. */
export const isWorkingDay = (
	day: DayNumber,
	{ weekdays }: Pick<WorkingHours, 'weekdays'> = OFFICE_HOURS
): boolean => weekdays.includes(weekdayOf(day)) && !isHoliday(day);

/** Working days after one day up to and with another. */
export function workingDaysBetween(from: CivilDate, to: CivilDate): number {
	let count = 0;
	for (let day = dayNumberOf(from) + 1; day <= dayNumberOf(to); day += 1)
		if (isWorkingDay(day)) count += 1;
	return count;
}

/** This day, or the first one after it that is neither free of work nor a Saturday (art. 57 § 4 k.p.a.). */
export function workingDayFrom(day: CivilDate): CivilDate {
	let number = dayNumberOf(day);
	while (!isWorkingDay(number)) number += 1;
	return civilDateOf(number);
}

/** The first instant at which so much working time has passed since then. */
export function addWorkingTime(
	from: Date,
	durationMs: number,
	hours: WorkingHours = OFFICE_HOURS
): Date {
	if (durationMs <= 0) return from;
	const time = timeOf(hours);
	let leftMs = durationMs;
	for (let day = dayAt(from); ; day += 1) {
		const open = time(day);
		if (!open) continue;
		const begin = Math.max(open.opens, from.getTime());
		if (begin >= open.closes) continue;
		if (leftMs <= open.closes - begin) return new Date(begin + leftMs);
		leftMs -= open.closes - begin;
	}
}

/** The last instant, within working hours, from which so much working time passes until then. */
export function subtractWorkingTime(
	until: Date,
	durationMs: number,
	hours: WorkingHours = OFFICE_HOURS
): Date {
	const time = timeOf(hours);
	let leftMs = durationMs;
	for (let day = dayAt(until); ; day -= 1) {
		const open = time(day);
		if (!open) continue;
		const end = Math.min(open.closes, until.getTime());
		if (end <= open.opens) continue;
		if (leftMs <= end - open.opens) return new Date(end - leftMs);
		leftMs -= end - open.opens;
	}
}

/** How much of the time between two instants was working time, in milliseconds; 0 where they are turned round. */
export function workingTimeBetween(
	from: Date,
	to: Date,
	hours: WorkingHours = OFFICE_HOURS
): number {
	const time = timeOf(hours);
	let sumMs = 0;
	const last = dayAt(to);
	for (let day = dayAt(from); day <= last; day += 1) {
		const open = time(day);
		if (!open) continue;
		const begin = Math.max(open.opens, from.getTime());
		const end = Math.min(open.closes, to.getTime());
		sumMs += Math.max(0, end - begin);
	}
	return sumMs;
}

const dayAt = (at: Date): DayNumber => dayNumberOf(civilDayOf(at));

type Open = { readonly opens: number; readonly closes: number };
type OpenOn = (day: DayNumber) => Open | null;

const known = new WeakMap<WorkingHours, OpenOn>();

/** The working hours of days as instants; a list of tickets asks for the same days over and over. */
function timeOf(hours: WorkingHours): OpenOn {
	const before = known.get(hours);
	if (before) return before;
	const days = new Map<DayNumber, Open | null>();
	const openOn: OpenOn = (day) => {
		const held = days.get(day);
		if (held !== undefined) return held;
		const open = isWorkingDay(day, hours)
			? { opens: instantAt(day, hours.opensHour), closes: instantAt(day, hours.closesHour) }
			: null;
		days.set(day, open);
		return open;
	};
	known.set(hours, openOn);
	return openOn;
}

const HOUR = new Intl.DateTimeFormat('en', {
	timeZone: 'Europe/Warsaw',
	hour: 'numeric',
	hourCycle: 'h23'
});

/** Clocks are changed at night, from Saturday to Sunday, so that noon tells how far Warsaw is ahead all day. */
function instantAt(day: DayNumber, hour: number): number {
	const noon = day * DAY_MS + 12 * HOUR_MS;
	const aheadHours = Number(HOUR.format(noon)) - 12;
	return day * DAY_MS + (hour - aheadHours) * HOUR_MS;
}
