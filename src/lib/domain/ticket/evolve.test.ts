import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { play, STORIES, story, type Step } from '../../../../tests/support/ticket-story.ts';
import { after, CONSULTANT, PROOF, ticketIn, WORKER } from '../../../../tests/support/tickets.ts';
import type { CommandName } from './arguments.ts';
import { evolve, evolveAll } from './evolve.ts';
import { competentOf, hasApplied, ownerOf, type TicketEvent } from './ticket.ts';
import { ENDINGS, STATUSES, type Status } from './vocabulary.ts';

const SAME = 'as before';
const LEADS_TO: Readonly<Record<CommandName, Status | typeof SAME>> = {
	'ticket.register': 'registered', // § 3(1)
	'ticket.take': 'taken', // § 7
	'ticket.mark': SAME, // § 9(3)
	'ticket.forward': 'forwarded', // § 9(2)
	'ticket.takeOn': 'inProgress', // § 9(1)
	'ticket.assign': SAME, // § 9(1)
	'ticket.arrive': SAME, // § 9(1)
	'ticket.addNote': SAME, // § 7
	'ticket.attachPhoto': SAME, // § 9(4)
	'ticket.return': 'taken', // R9.7
	'ticket.reportDone': 'reported', // § 9(4)
	'ticket.end': 'ended', // § 9(6)
	'ticket.handTo112': 'ended', // § 1(2)
	'ticket.endOutOfScope': 'ended', // § 10(1)
	'ticket.endOutsideCompetence': 'ended', // § 10(2)
	'ticket.endFax': 'ended', // § 6(2)
	'ticket.correctEnd': 'reported', // § 9(6)
	'ticket.attachDocument': SAME, // § 6(2)
	'ticket.addDocument': SAME, // R8.5
	'ticket.stopLetters': SAME, // R8.5
	'ticket.addPhoto': SAME, // R8.5
	'ticket.addRemark': SAME, // R8.5
	'ticket.disputeEnd': 'reported', // § 9(6)
	'ticket.handOver': SAME, // R9.6
	'ticket.correct': SAME, // § 7
	'ticket.markDuplicate': SAME, // § 7
	'ticket.markFollowUp': SAME,
	'ticket.unlink': SAME,
	'ticket.askResident': SAME, // § 7
	'ticket.resume': SAME,
	'ticket.logContact': SAME // § 7
};

const happened = (steps: readonly Step[]): readonly TicketEvent[] =>
	steps.flatMap(({ events }) => events);

describe('any story of a ticket', () => {
	test('does not throw, and each accepted act is one more line of the timeline', () => {
		fc.assert(
			fc.property(story, (throws) => {
				for (const { before, after: next, events } of play(throws)) {
					expect(next?.timeline.length ?? 0).toBe((before?.timeline.length ?? 0) + events.length);
					if (events.length === 0) expect(next).toBe(before);
					for (const { commandId } of events)
						expect(next && hasApplied(next, commandId)).toBe(true);
				}
			}),
			{ numRuns: STORIES }
		);
	});

	test('its status is what the table of acts says', () => {
		fc.assert(
			fc.property(story, (throws) => {
				for (const { name, before, after: next, events } of play(throws)) {
					const [event] = events;
					const to = event?.type === 'reportedLate' ? SAME : LEADS_TO[name];
					const expected = !event || to === SAME ? before?.status : to;
					// Without a report there is nothing but the consultant to go back to.
					const isTakenUp = event?.type === 'endCorrected' || event?.type === 'endDisputed';
					const isBack = isTakenUp && next?.status === 'taken';
					if (isBack) expect(before).toMatchObject({ report: null });
					else expect(next?.status).toBe(expected);
				}
			}),
			{ numRuns: STORIES }
		);
	});

	test('the fold of all its events is the ticket, wherever it is cut', () => {
		fc.assert(
			fc.property(story, fc.nat(), (throws, where) => {
				const steps = play(throws);
				const events = happened(steps);
				const cut = events.length === 0 ? 0 : where % (events.length + 1);
				const first = evolveAll(null, events.slice(0, cut));
				const ticket = steps.at(-1)?.after ?? null;
				expect(evolveAll(first, events.slice(cut))).toEqual(ticket);
				expect(JSON.parse(JSON.stringify(ticket))).toEqual(ticket);
			}),
			{ numRuns: STORIES }
		);
	});

	test('R3.1, R9.6 channel, number, code and the consultant in charge stay for good', () => {
		fc.assert(
			fc.property(story, (throws) => {
				for (const { name, before, after: next } of play(throws)) {
					if (!before || !next) continue;
					const { channel, number, receiptCode, registeredAt, desk } = before;
					expect(next).toMatchObject({ channel, number, receiptCode, registeredAt, desk });
					const owner = ownerOf(before);
					if (owner && name !== 'ticket.handOver') expect(ownerOf(next)).toEqual(owner);
				}
			}),
			{ numRuns: STORIES }
		);
	});

	test('R9.4 what its category demands stays for good, and no report does without', () => {
		fc.assert(
			fc.property(story, (throws) => {
				for (const { before, after: next } of play(throws)) {
					if (before && next) expect(next.proof).toEqual(before.proof);
					const report = next?.timeline.findLast(({ type }) => type === 'doneReported');
					if (report?.type !== 'doneReported' || next?.proof === undefined) continue;
					expect(report.proof?.photos.length).toBeGreaterThan(0);
					if (report.manner === 'carriedOut')
						expect(report.proof?.checked).toEqual(PROOF.checklist);
				}
			}),
			{ numRuns: STORIES }
		);
	});

	test('R8.3, R9.6 however it ends, the end has the ground it names', () => {
		fc.assert(
			fc.property(story, (throws) => {
				const ticket = play(throws).at(-1)?.after;
				if (ticket?.status !== 'ended') return;
				if (ticket.ending === 'unitFinished') expect(ticket.report).not.toBeNull();
				if (ticket.ending === 'answeredFromArticle') {
					expect(ticket.kind).toBe('query');
					expect(ticket.articleId).not.toBeNull();
					expect(ticket.channel).not.toBe('web');
				}
			}),
			{ numRuns: 2 * STORIES }
		);
	});

	test('stories reach every status and every act', () => {
		const sample = fc.sample(story, { numRuns: 3000, seed: 1 }).map(play);
		const accepted = sample.flat().filter(({ events }) => events.length > 0);
		expect(new Set(accepted.map(({ after: next }) => next?.status))).toEqual(new Set(STATUSES));
		expect(new Set(accepted.map(({ name }) => name))).toEqual(new Set(Object.keys(LEADS_TO)));
		const endings = accepted.flatMap(({ after: next }) =>
			next?.status === 'ended' ? [next.ending] : []
		);
		// With its main ticket one ends by itself: links.test.ts.
		const byAct = ENDINGS.filter((ending) => ending !== 'withMain');
		expect(new Set(endings)).toEqual(new Set(byAct));
	});
});

describe('one event', () => {
	const note: TicketEvent = {
		type: 'noteAdded',
		text: 'x',
		commandId: 'c',
		at: '2026-11-24T08:00:00.000Z',
		by: { type: 'staff', id: 'p', name: 'P' }
	};

	test('before the registration is a bug', () => {
		expect(() => evolve(null, note)).toThrow('noteAdded comes after registered');
	});

	test('that the ticket’s status does not allow is a bug', () => {
		const { type: _type, text: _text, ...base } = note;
		const report: TicketEvent = { ...base, type: 'doneReported', manner: 'secured', text: 'x' };
		expect(() => evolve(ticketIn('taken'), report)).toThrow('Invariant broken');
		expect(() => evolve(ticketIn('forwarded'), report)).toThrow('the one who took the ticket on');
		expect(() => evolve(ticketIn('registered'), { ...base, type: 'returned', text: 'x' })).toThrow(
			'taken by a consultant'
		);
	});

	test('leaves the ticket it was applied to as it was', () => {
		const ticket = ticketIn('taken');
		const text = JSON.stringify(ticket);
		evolve(ticket, note);
		expect(JSON.stringify(ticket)).toBe(text);
	});

	test('the timeline holds no intake: it stands once, in the ticket', () => {
		expect(Object.keys(ticketIn('registered').timeline[0] ?? {}).sort()).toEqual([
			'at',
			'by',
			'commandId',
			'type'
		]);
	});
});

test('R9.7 given back and forwarded again, nothing of the first unit is left but the timeline', () => {
	const back = after(
		ticketIn('inProgress'),
		{ name: 'ticket.return', args: { text: 'Nie my' } },
		{ actor: WORKER }
	);
	const again = after(
		back,
		{
			name: 'ticket.forward',
			args: { unitId: '00000000-0000-4000-8000-000000000012', cellId: null }
		},
		{ actor: CONSULTANT }
	);
	expect(competentOf(again)?.unitId).toBe('00000000-0000-4000-8000-000000000012');
	expect('assignee' in again || 'report' in again).toBe(false);
	expect(again.timeline.map(({ type }) => type)).toEqual([
		'registered',
		'taken',
		'marked',
		'forwarded',
		'takenOn',
		'returned',
		'forwarded'
	]);
});
