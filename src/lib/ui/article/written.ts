import type { Deadline, TimeUnit } from '#lib/domain/article/values.ts';
import { m } from '#lib/paraglide/messages.js';

const DATE = new Intl.DateTimeFormat('pl', { dateStyle: 'long', timeZone: 'UTC' });

/** A civil date (RRRR-MM-DD) in words: "24 listopada 2026". */
export const dateInWords = (date: string): string => DATE.format(new Date(`${date}T00:00:00Z`));

const AT_MOST: Readonly<Record<TimeUnit, (given: { count: number }) => string>> = {
	day: m.ui_at_most_days,
	workingDay: m.ui_at_most_working_days,
	week: m.ui_at_most_weeks,
	month: m.ui_at_most_months
};

/** Field 11: "do 14 dni", then what numbers do not say. */
export function deadlineLines({ atMost, note }: Deadline): readonly string[] {
	const longest = atMost === null ? [] : [AT_MOST[atMost.unit]({ count: atMost.count })];
	return note === null ? longest : [...longest, note];
}

/** A bank account the way banks print it: two digits, then fours. */
export const accountInGroups = (account: string): string =>
	account
		.replaceAll(' ', '')
		.replace(/^\d{2}/, '$& ')
		.replaceAll(/\d{4}(?=\d)/g, '$& ');
