/**
 * What the centre itself says of a ticket in time: a reminder before a limit is passed, an escalation
 * after it (R9.4), and that the time of a ticket which is still open ends soon (R3.2). Each is said once,
 * as what was said already stands in the ticket.
 */
import type { TimeLimit } from '../org/time-limits.ts';
import { lastDayOf, retentionNoticeOf } from '../retention.ts';
import { deadlineOf, hasNotice, type Deadline } from './deadline.ts';
import { assignedTo, competentOf, type Ticket, type TicketEventData } from './ticket.ts';

/** @returns what is to be said now and has not been said yet */
export function noticesDue(
	ticket: Ticket,
	limits: readonly TimeLimit[],
	now: Date
): readonly TicketEventData[] {
	if (ticket.status === 'ended') return [];
	const notices = [clockNotice(ticket, deadlineOf(ticket, limits, now)), endNotice(ticket, now)];
	return notices.filter((notice) => notice !== null);
}

function clockNotice(ticket: Ticket, deadline: Deadline | null): TicketEventData | null {
	const competent = competentOf(ticket);
	// While the resident is waited for, the unit cannot do anything about it.
	if (!deadline?.dueAt || !competent || deadline.level === 'green') return null;
	const type = deadline.level === 'red' ? 'escalated' : 'reminded';
	if (hasNotice(ticket, type, deadline)) return null;
	const { clock, startedAt, limitHours, dueAt } = deadline;
	const notice = {
		...{ clock, startedAt, limitHours },
		dueAt: dueAt.toISOString(),
		unitId: competent.unitId
	};
	if (type === 'escalated') return { type, ...notice };
	return { type, ...notice, to: assignedTo(ticket) };
}

function endNotice(ticket: Ticket, now: Date): TicketEventData | null {
	const registeredAt = new Date(ticket.registeredAt);
	const days = retentionNoticeOf(registeredAt, now);
	if (days === null) return null;
	const isSaid = ticket.timeline.some(
		(entry) => entry.type === 'endAnnounced' && entry.days <= days
	);
	return isSaid ? null : { type: 'endAnnounced', days, lastDay: lastDayOf(registeredAt) };
}
