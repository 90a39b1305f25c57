/**
 * The clock of § 9(4) (R9.4): what runs at a unit now, since when, and how much of its time is left. It
 * follows from the ticket's own events, so that it is the same on the server and on a device without a
 * network. It stands while the resident is waited for, and begins anew whenever the ticket is forwarded,
 * taken on or brought back.
 */
import { allowanceFor, type TimeLimit } from '../org/time-limits.ts';
import { addWorkingTime, HOUR_MS, workingTimeBetween } from '../working-time.ts';
import { competentOf, type Clock, type Ticket, type TimelineEntry } from './ticket.ts';
import type { ByStatus } from './vocabulary.ts';

/** From this part of its time on a ticket is amber: a reminder comes while something can still be done. */
export const AMBER_FROM = 0.75;

export type Level = 'green' | 'amber' | 'red';

export type Deadline = {
	readonly clock: Clock;
	/** ISO 8601 UTC: by it one clock is told from the next. */
	readonly startedAt: string;
	readonly limitHours: number;
	/** Working time, without that in which the resident was waited for. */
	readonly elapsedMs: number;
	/** Working time; less than nothing once it is over. */
	readonly leftMs: number;
	/** 1 is the whole of the limit. */
	readonly fraction: number;
	readonly level: Level;
	/** Null while the clock stands. */
	readonly dueAt: Date | null;
};

/** Where a ticket lies with a unit, and so a clock runs. */
const CLOCK_OF: ByStatus<Clock | null> = {
	registered: null,
	taken: null,
	forwarded: 'takeOn',
	inProgress: 'report',
	reported: null,
	ended: null
};

type Effect = 'begins' | 'stands' | 'goesOn' | 'none';

/** What each event does to the clock. Everything that brings a ticket on, or back, begins a new one. */
const EFFECT: Readonly<Record<TimelineEntry['type'], Effect>> = {
	registered: 'begins',
	taken: 'begins',
	forwarded: 'begins',
	takenOn: 'begins',
	returned: 'begins',
	doneReported: 'begins',
	ended: 'begins',
	endCorrected: 'begins',
	endDisputed: 'begins',
	residentAsked: 'stands',
	resumed: 'goesOn',
	remarkAdded: 'goesOn',
	marked: 'none',
	corrected: 'none',
	linked: 'none',
	unlinked: 'none',
	assigned: 'none',
	arrived: 'none',
	noteAdded: 'none',
	photoAttached: 'none',
	documentAttached: 'none',
	lettersStopped: 'none',
	reportedLate: 'none',
	handedOver: 'none',
	contactLogged: 'none',
	reminded: 'none',
	escalated: 'none',
	endAnnounced: 'none',
	rated: 'none'
};

/** @returns null where no unit is waited for */
export function deadlineOf(
	ticket: Ticket,
	limits: readonly TimeLimit[],
	now: Date
): Deadline | null {
	const clock = CLOCK_OF[ticket.status];
	const competent = competentOf(ticket);
	const begun = ticket.timeline.findLastIndex(({ type }) => EFFECT[type] === 'begins');
	const start = ticket.timeline[begun];
	if (!clock || !competent || !start) return null;
	const allowance = allowanceFor(limits, {
		unitId: competent.unitId,
		categoryId: ticket.categoryId
	});
	const limitHours = clock === 'takeOn' ? allowance.takeOnHours : allowance.reportHours;
	const limitMs = limitHours * HOUR_MS;
	const startedAt = new Date(start.at);
	const pausedMs = pausedIn(ticket.timeline.slice(begun + 1), now);
	const elapsedMs = Math.max(0, workingTimeBetween(startedAt, now) - pausedMs);
	const fraction = elapsedMs / limitMs;
	return {
		clock,
		startedAt: start.at,
		limitHours,
		elapsedMs,
		leftMs: limitMs - elapsedMs,
		fraction,
		level: levelOf(fraction),
		dueAt: ticket.waiting ? null : addWorkingTime(startedAt, limitMs + pausedMs)
	};
}

function levelOf(fraction: number): Level {
	if (fraction >= 1) return 'red';
	return fraction >= AMBER_FROM ? 'amber' : 'green';
}

/** Of a resident: it may be what was asked for. */
const ANSWERS: ReadonlySet<TimelineEntry['type']> = new Set(['photoAttached', 'documentAttached']);

/** Working time in which the clock stood. */
function pausedIn(entries: readonly TimelineEntry[], now: Date): number {
	let pausedMs = 0;
	let since: Date | null = null;
	for (const { type, at, by } of entries) {
		const effect = by.type !== 'staff' && ANSWERS.has(type) ? 'goesOn' : EFFECT[type];
		if (effect === 'stands') since ??= new Date(at);
		if (effect !== 'goesOn' || !since) continue;
		pausedMs += workingTimeBetween(since, new Date(at));
		since = null;
	}
	return since ? pausedMs + workingTimeBetween(since, now) : pausedMs;
}

/** Was the head of the unit told of the clock that runs now? */
export const isEscalated = (ticket: Ticket, deadline: Deadline | null): boolean =>
	hasNotice(ticket, 'escalated', deadline);

/** Has this been said of the clock that runs now? */
export function hasNotice(
	{ timeline }: Ticket,
	type: 'reminded' | 'escalated',
	deadline: Deadline | null
): boolean {
	return timeline.some(
		(entry) =>
			entry.type === type &&
			entry.clock === deadline?.clock &&
			entry.startedAt === deadline.startedAt
	);
}
