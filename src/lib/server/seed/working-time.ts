/** Office hours of the invented city, Mondays to Fridays in Warsaw; its histories happen within them. */
const OPENS_HOUR = 8;
const CLOSES_HOUR = 18;

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

const WALL_CLOCK = new Intl.DateTimeFormat('sv', {
	timeZone: 'Europe/Warsaw',
	dateStyle: 'short',
	timeStyle: 'medium'
});

/** What a clock in Łódź shows at this instant, written as if it were UTC. */
const wallClock = (at: number): number => Date.parse(`${WALL_CLOCK.format(at).replace(' ', 'T')}Z`);

/** Further back nobody asks. */
const DAYS_BACK = 60;

/**
 * Goes back from now through office hours alone.
 * @returns the instant so many working minutes ago; 0 is now, or the last closing time
 */
export function workingTimeBefore(now: Date): (minutes: number) => Date {
	const days = openHoursBefore(now);
	return (minutes) => {
		let leftMs = minutes * MINUTE_MS;
		for (const { opens, closes } of days) {
			if (leftMs <= closes - opens) return new Date(closes - leftMs);
			leftMs -= closes - opens;
		}
		throw new Error(`Further back than ${DAYS_BACK} days`);
	};
}

type OpenHours = { readonly opens: number; readonly closes: number };

/** Today's hours until now, if the office has opened, and before them those of each working day. */
function openHoursBefore(now: Date): readonly OpenHours[] {
	const days: OpenHours[] = [];
	let noon = noonOf(now.getTime());
	for (let back = 0; back < DAYS_BACK; back += 1, noon = noonOf(noon - DAY_MS)) {
		const weekday = new Date(wallClock(noon)).getUTCDay();
		if (weekday === 0 || weekday === 6) continue;
		const opens = noon + (OPENS_HOUR - 12) * HOUR_MS;
		const closes = Math.min(noon + (CLOSES_HOUR - 12) * HOUR_MS, now.getTime());
		if (opens < closes) days.push({ opens, closes });
	}
	return days;
}

/** Noon in Łódź on the day of this instant; clocks are changed at night, so noon is never ambiguous. */
function noonOf(at: number): number {
	const wall = wallClock(at);
	const sinceMidnight = wall % DAY_MS;
	const guess = at - sinceMidnight + 12 * HOUR_MS;
	return guess - (wallClock(guess) - (wall - sinceMidnight + 12 * HOUR_MS));
}
