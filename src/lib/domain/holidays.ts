/**
 * Days statutorily free of work: the act of 18 January 1951 (Dz.U. 2025 poz. 296) with its changes. By rule
 * where there is one, else as data; counted from 2018, the year of the ordinance, on.
 */
import type { CivilDate } from './article/validity.ts';

const DAY_MS = 86_400_000;

/** A civil day as a number: days since 1 January 1970. */
export type DayNumber = number;

export const dayNumberOf = (day: CivilDate): DayNumber => Date.parse(`${day}T00:00:00Z`) / DAY_MS;
export const civilDateOf = (day: DayNumber): CivilDate =>
	new Date(day * DAY_MS).toISOString().slice(0, 10);
/** Sunday is 0. */
export const weekdayOf = (day: DayNumber): number => (((day + 4) % 7) + 7) % 7;

/** Month and day of what comes each year on the same date, and since when it is free of work. */
const FIXED: readonly { readonly on: string; readonly since?: number }[] = [
	{ on: '01-01' }, // Nowy Rok
	{ on: '01-06', since: 2011 }, // Trzech Króli
	{ on: '05-01' }, // Święto Państwowe
	{ on: '05-03' }, // Święto Narodowe Trzeciego Maja
	{ on: '08-15' }, // Wniebowzięcie Najświętszej Maryi Panny
	{ on: '11-01' }, // Wszystkich Świętych
	{ on: '11-11' }, // Narodowe Święto Niepodległości
	{ on: '12-24', since: 2025 }, // Wigilia, Dz.U. 2024 poz. 1965
	{ on: '12-25' }, // Boże Narodzenie
	{ on: '12-26' }
];

/** Days after Easter Sunday. */
const MOVABLE: readonly number[] = [
	0, // Wielkanoc
	1, // Poniedziałek Wielkanocny
	49, // Zielone Świątki
	60 // Boże Ciało
];

/** Free once. */
const ONCE: readonly CivilDate[] = [
	'2018-11-12' // stulecie odzyskania niepodległości, Dz.U. 2018 poz. 2117
];

const known = new Map<number, ReadonlySet<DayNumber>>();

/** The days of a year that are free of work, whatever day of the week they fall on. */
export function holidaysOf(year: number): ReadonlySet<DayNumber> {
	const before = known.get(year);
	if (before) return before;
	const fixed = FIXED.filter(({ since = 0 }) => year >= since).map(({ on }) => `${year}-${on}`);
	const once = ONCE.filter((day) => day.startsWith(`${year}-`));
	const easter = easterOf(year);
	const days = new Set([
		...[...fixed, ...once].map(dayNumberOf),
		...MOVABLE.map((after) => easter + after)
	]);
	known.set(year, days);
	return days;
}

export const isHoliday = (day: DayNumber): boolean =>
	holidaysOf(Number(civilDateOf(day).slice(0, 4))).has(day);

/** Easter Sunday of the Gregorian calendar, after Gauss as Knuth puts it (TAOCP 1.3.2, exercise 14). */
function easterOf(year: number): DayNumber {
	const golden = (year % 19) + 1;
	const century = Math.floor(year / 100) + 1;
	const leapDropped = Math.floor((3 * century) / 4) - 12;
	const moon = Math.floor((8 * century + 5) / 25) - 5;
	const sunday = Math.floor((5 * year) / 4) - leapDropped - 10;
	let epact = (((11 * golden + 20 + moon - leapDropped) % 30) + 30) % 30;
	if ((epact === 25 && golden > 11) || epact === 24) epact += 1;
	let fullMoon = 44 - epact;
	if (fullMoon < 21) fullMoon += 30;
	// So many days into March; the Sunday after the full moon.
	const inMarch = fullMoon + 7 - ((sunday + fullMoon) % 7);
	return Date.UTC(year, 2, inMarch) / DAY_MS;
}
