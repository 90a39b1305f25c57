import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { play, story } from '../../../../tests/support/ticket-story.ts';
import {
	actorOf,
	after,
	CATEGORY,
	RIGHT_ARGUMENTS,
	ticketIn,
	UNIT,
	uuid,
	WORKER
} from '../../../../tests/support/tickets.ts';
import { allowanceFor, USUAL, type TimeLimit } from '../org/time-limits.ts';
import { addWorkingTime, HOUR_MS, workingTimeBetween } from '../working-time.ts';
import type { CommandName } from './arguments.ts';
import { deadlineOf, hasNotice } from './deadline.ts';
import { evolveAll } from './evolve.ts';
import { noticesDue } from './notices.ts';
import type { Ticket, TicketEvent, TicketEventData } from './ticket.ts';
import { STATUSES } from './vocabulary.ts';

const limit = (
	unitId: string | null,
	categoryId: string | null,
	[takeOnHours, reportHours]: readonly [number, number]
): TimeLimit => ({ id: uuid(takeOnHours), unitId, categoryId, takeOnHours, reportHours });

const LIMITS = [
	limit(null, null, [8, 40]),
	limit(UNIT.roads, null, [4, 16]),
	limit(null, CATEGORY, [2, 10]),
	limit(UNIT.roads, CATEGORY, [1, 5])
];

/** A Tuesday, eight in the morning in Łódź: the office opens. */
const EIGHT = '2026-11-24T07:00:00.000Z';
const later = (hours: number) => addWorkingTime(new Date(EIGHT), hours * HOUR_MS).toISOString();

function act(ticket: Ticket, name: CommandName, at: string): Ticket {
	const args = RIGHT_ARGUMENTS[name];
	const actor = actorOf(name);
	return after(ticket, { name, args }, { actor, at });
}

/** Each act so many working hours after eight. */
const playing = (...acts: readonly (readonly [CommandName, number])[]): Ticket =>
	acts.reduce((ticket, [name, hours]) => act(ticket, name, later(hours)), ticketIn('taken'));

const clockAt = (ticket: Ticket, hours: number) =>
	deadlineOf(ticket, LIMITS, new Date(later(hours)));

describe('R9.4, R15.1 which limit counts', () => {
	test.each([
		[UNIT.roads, CATEGORY, 1, 'unit and category'],
		[UNIT.roads, null, 4, 'the unit'],
		[UNIT.roads, uuid(0x42), 4, 'the unit, whatever the category'],
		[UNIT.guard, CATEGORY, 2, 'the category'],
		[UNIT.guard, null, 8, 'all']
	])('of %s and %s: %i hours, by %s', (...[unitId, categoryId, hours]) => {
		expect(allowanceFor(LIMITS, { unitId, categoryId }).takeOnHours).toBe(hours);
	});

	test('where nobody has said anything the usual one does', () => {
		expect(allowanceFor([], { unitId: UNIT.roads, categoryId: null })).toEqual(USUAL);
	});
});

describe('R9.4 the clock', () => {
	test('runs at the unit alone', () => {
		const running = STATUSES.map((status) => deadlineOf(ticketIn(status), LIMITS, new Date()));
		expect(running.map((one) => one?.clock ?? null)).toEqual([
			null,
			null,
			'takeOn',
			'report',
			null,
			null
		]);
	});

	const forwarded = playing(['ticket.forward', 0]);
	const inProgress = playing(['ticket.forward', 0], ['ticket.takeOn', 3]);
	const asked = playing(['ticket.forward', 0], ['ticket.askResident', 2]);
	const answered = act(asked, 'ticket.resume', later(12));
	const remarked = act(asked, 'ticket.addRemark', later(12));
	const askedTwice = act(
		act(answered, 'ticket.askResident', later(13)),
		'ticket.resume',
		later(20)
	);
	const returned = playing(
		['ticket.forward', 0],
		['ticket.takeOn', 1],
		['ticket.return', 30],
		['ticket.forward', 31]
	);
	const goneOn = act(asked, 'ticket.takeOn', later(30));

	test.each([
		['forwarded', forwarded, 0, 0, 'green'],
		['forwarded, an hour before its limit', forwarded, 3, 3, 'amber'],
		['forwarded, at its limit', forwarded, 4, 4, 'red'],
		['taken on: a clock of its own', inProgress, 3, 0, 'green'],
		['taken on, over three quarters', inProgress, 15, 12, 'amber'],
		['waiting for the resident it stands', asked, 100, 2, 'green'],
		['after the answer it goes on', answered, 12, 2, 'green'],
		['the answer by the receipt counts as one', remarked, 13, 3, 'amber'],
		['after the answer it ends later', answered, 14, 4, 'red'],
		['asked twice it stands twice', askedTwice, 20.5, 3.5, 'amber'],
		['R9.7 returned and forwarded anew it begins anew', returned, 31, 0, 'green'],
		['whoever goes on waits no more', goneOn, 31, 1, 'green']
	])('%s', (...[_what, ticket, hours, elapsed, level]) => {
		expect(clockAt(ticket, hours)).toMatchObject({ elapsedMs: elapsed * HOUR_MS, level });
	});

	test('says when it is over, and nothing while it stands', () => {
		expect(clockAt(forwarded, 1)?.dueAt?.toISOString()).toBe(later(4));
		expect(clockAt(asked, 3)?.dueAt).toBeNull();
		expect(clockAt(answered, 12)?.dueAt?.toISOString()).toBe(later(14));
	});

	test('R9.6 a mistaken end that is taken back escalates nothing', () => {
		const ended = playing(
			['ticket.forward', 0],
			['ticket.takeOn', 1],
			['ticket.reportDone', 30],
			['ticket.end', 31]
		);
		const back = act(ended, 'ticket.correctEnd', later(60));
		expect(clockAt(back, 61)).toBeNull();
		expect(noticesDue(back, LIMITS, new Date(later(61)))).toEqual([]);
	});

	test('in any story: never less than nothing, never backwards, and due when it is red', () => {
		fc.assert(
			fc.property(story, fc.nat(400), fc.nat(400), (throws, one, more) => {
				const ticket = play(throws).at(-1)?.after;
				if (!ticket) return;
				const now = new Date(Date.parse(EIGHT) + HOUR_MS + one * HOUR_MS);
				const then = new Date(now.getTime() + more * HOUR_MS);
				const [first, second] = [now, then].map((at) => deadlineOf(ticket, LIMITS, at));
				if (!first || !second) return;
				expect(first.elapsedMs).toBeGreaterThanOrEqual(0);
				expect(second.elapsedMs).toBeGreaterThanOrEqual(first.elapsedMs);
				if (ticket.waiting) expect(second.elapsedMs).toBe(first.elapsedMs);
				else expect(first.level === 'red').toBe(first.dueAt !== null && now >= first.dueAt);
				expect(first.elapsedMs).toBeLessThanOrEqual(
					workingTimeBetween(new Date(first.startedAt), now)
				);
			}),
			{ numRuns: 200 }
		);
	});
});

describe('R9.4 what is said of it', () => {
	const said = (ticket: Ticket, notices: readonly TicketEventData[]): Ticket => {
		const by = { type: 'system', id: '', name: '' } as const;
		const events = notices.map((notice, index): TicketEvent => ({
			...notice,
			commandId: uuid(0x9000 + index),
			at: EIGHT,
			by
		}));
		return evolveAll(ticket, events) ?? ticket;
	};
	const dueAt = (ticket: Ticket, hours: number) =>
		noticesDue(ticket, LIMITS, new Date(later(hours)));

	test('a reminder, then an escalation, each once', () => {
		const ticket = playing(['ticket.forward', 0]);
		expect(dueAt(ticket, 2)).toEqual([]);
		expect(dueAt(ticket, 3)).toMatchObject([
			{
				type: 'reminded',
				clock: 'takeOn',
				startedAt: EIGHT,
				dueAt: later(4),
				limitHours: 4,
				to: null
			}
		]);
		const reminded = said(ticket, dueAt(ticket, 3));
		expect(dueAt(reminded, 3.5)).toEqual([]);
		expect(dueAt(reminded, 4)).toMatchObject([{ type: 'escalated', unitId: UNIT.roads }]);
		const escalated = said(reminded, dueAt(reminded, 4));
		expect(dueAt(escalated, 40)).toEqual([]);
		expect(hasNotice(escalated, 'escalated', clockAt(escalated, 5))).toBe(true);
	});

	test('who was not reminded in time is not reminded afterwards', () => {
		const ticket = playing(['ticket.forward', 0]);
		expect(dueAt(ticket, 50).map(({ type }) => type)).toEqual(['escalated']);
		expect(dueAt(said(ticket, dueAt(ticket, 50)), 51)).toEqual([]);
	});

	test('of the next clock everything is said anew, and nothing at once', () => {
		const late = playing(['ticket.forward', 0]);
		const taken = act(said(late, dueAt(late, 5)), 'ticket.takeOn', later(5));
		expect(dueAt(taken, 5)).toEqual([]);
		expect(hasNotice(taken, 'escalated', clockAt(taken, 5))).toBe(false);
		expect(dueAt(taken, 18)).toMatchObject([
			{ type: 'reminded', clock: 'report', to: { id: WORKER.id } }
		]);
	});

	test('nothing while the resident is waited for', () => {
		const ticket = playing(['ticket.forward', 0], ['ticket.askResident', 3.5]);
		expect(dueAt(ticket, 90)).toEqual([]);
	});

	test.each([
		// Registered on 24 November 2026, gone with the first instant of June 2027.
		['2027-05-01T21:59:59Z', []],
		['2027-05-02T00:00:00Z', [30]],
		['2027-05-18T00:00:00Z', [14]],
		['2027-05-29T00:00:00Z', [3]],
		['2027-05-31T21:59:59Z', [3]],
		['2027-05-31T22:00:00Z', []]
	])('R3.2 at %s announced: %j days', (at, days) => {
		const notices = noticesDue(ticketIn('taken'), LIMITS, new Date(at));
		expect(notices).toEqual(
			days.map((one) => ({ type: 'endAnnounced', days: one, lastDay: '2027-05-31' }))
		);
	});

	test('R3.2 each announcement once, none that is past, none of what has ended', () => {
		const ticket = ticketIn('taken');
		const at = (day: string) => new Date(`${day}T12:00:00Z`);
		const first = said(ticket, noticesDue(ticket, LIMITS, at('2027-05-20')));
		expect(noticesDue(first, LIMITS, at('2027-05-28'))).toEqual([]);
		expect(noticesDue(first, LIMITS, at('2027-05-29'))).toMatchObject([{ days: 3 }]);
		expect(noticesDue(ticketIn('ended'), LIMITS, at('2027-05-29'))).toEqual([]);
	});
});

test('what brings a ticket on ends the waiting, what does not leaves it', () => {
	const asked = act(ticketIn('forwarded'), 'ticket.askResident', later(1));
	expect(asked.waiting).toEqual({ since: later(1), question: 'Przy którym numerze?' });
	for (const name of ['ticket.addNote', 'ticket.attachPhoto', 'ticket.attachDocument'] as const)
		expect(act(asked, name, later(2)).waiting).toEqual(asked.waiting);
	for (const name of [
		'ticket.takeOn',
		'ticket.return',
		'ticket.handTo112',
		'ticket.resume',
		'ticket.addRemark',
		'ticket.addPhoto',
		'ticket.addDocument'
	] as const)
		expect(act(asked, name, later(2))).not.toHaveProperty('waiting');
});
