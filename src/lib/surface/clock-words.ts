/** The clock of § 9(4) and the end of a ticket's time in plain words. */
import { civilDayOf } from '#lib/domain/calendar.ts';
import { daysUntilGone, retentionNoticeOf } from '#lib/domain/retention.ts';
import type { Deadline } from '#lib/domain/ticket/deadline.ts';
import type { Clock, Ticket } from '#lib/domain/ticket/ticket.ts';
import { HOUR_MS, workingDaysBetween } from '#lib/domain/working-time.ts';
import { m } from '#lib/paraglide/messages.js';
import type { ShownClock } from '#lib/ui/ticket/look.ts';
import { inFull } from './moments.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 24 * HOUR_MS;

export type ClockWords = { readonly text: string; readonly state: ShownClock };

/** @returns undefined where nobody is waited for */
export function clockWords(
	ticket: Ticket,
	deadline: Deadline | null,
	now: Date
): ClockWords | undefined {
	if (ticket.waiting) return { text: m.ticket_clock_waiting(), state: 'waiting' };
	if (!deadline?.dueAt) return undefined;
	const text = deadline.level === 'red' ? overWords(deadline.dueAt, now) : leftWords(deadline, now);
	return { text, state: deadline.level };
}

const CLOCK_TITLES: Readonly<Record<Clock, () => string>> = {
	takeOn: m.ticket_clock_title_takeOn,
	report: m.ticket_clock_title_report
};

/** The clock with its hour, as a line of what is known of a ticket; none where no unit is waited for. */
export function deadlineWords(
	ticket: Ticket,
	deadline: Deadline | null,
	now: Date
): readonly (readonly [string, string])[] {
	const words = clockWords(ticket, deadline, now);
	if (!deadline || !words) return [];
	const { dueAt, clock } = deadline;
	const due = dueAt && inFull(dueAt.toISOString()).text;
	const text = due ? m.ticket_clock_due({ left: words.text, due }) : m.ticket_clock_stands();
	return [[CLOCK_TITLES[clock](), text]];
}

/** Hours where it ends today; else working days, as an hour of the night is nobody's. */
function leftWords({ dueAt, leftMs }: Deadline, now: Date): string {
	const [today, dueDay] = [civilDayOf(now), civilDayOf(dueAt ?? now)];
	if (today !== dueDay) return m.ticket_clock_days({ count: workingDaysBetween(today, dueDay) });
	return leftMs < HOUR_MS
		? m.ticket_clock_minutes({ count: Math.ceil(leftMs / MINUTE_MS) })
		: m.ticket_clock_hours({ count: Math.floor(leftMs / HOUR_MS) });
}

/** Whoever waits counts nights and Sundays too. */
function overWords(dueAt: Date, now: Date): string {
	const overMs = now.getTime() - dueAt.getTime();
	if (overMs < HOUR_MS)
		return m.ticket_clock_over_minutes({ count: Math.max(1, Math.floor(overMs / MINUTE_MS)) });
	return overMs < DAY_MS
		? m.ticket_clock_over_hours({ count: Math.floor(overMs / HOUR_MS) })
		: m.ticket_clock_over_days({ count: Math.floor(overMs / DAY_MS) });
}

/** R3.2: announced from thirty days ahead on, and only of what is still open. */
export function endWords(ticket: Ticket, now: Date): string | undefined {
	const registeredAt = new Date(ticket.registeredAt);
	if (ticket.status === 'ended' || retentionNoticeOf(registeredAt, now) === null) return undefined;
	return m.ticket_end_days({ count: daysUntilGone(registeredAt, now) });
}
