/** Why a link is not made, to the letter: the code, the field it stands at, and what its sentence needs. */
import { describe, expect, test } from 'vitest';
import {
	after,
	CONSULTANT,
	contextFor,
	KIOSK,
	NOBODY,
	OTHER,
	reference,
	ticketIn,
	uuid
} from '../../../../tests/support/tickets.ts';
import { followMain, markDuplicate, markFollowUp, unlink, wholeOf } from './links.ts';
import type { Ticket } from './ticket.ts';
import { ENDINGS, type Ending } from './vocabulary.ts';

const NUMBER = 'ŁCK/2026/000061';
const to = (ticketId: string) => ({ ticketId, number: NUMBER, text: '' });
const context = contextFor(CONSULTANT);
const taken = ticketIn('taken');
const link = (as: 'followUpOf' | 'duplicateOf', ticketId: string) => ({
	...{ as, ticketId, number: NUMBER }
});

describe('a duplicate', () => {
	test.each([
		[OTHER.ended, { code: 'mainEnded', field: 'number' }],
		[OTHER.duplicate, { code: 'mainFollows', field: 'number', params: { number: NUMBER } }],
		[NOBODY, { code: 'unknownTicket', field: 'number' }]
	])('of %s is refused', (ticketId, refusal) => {
		expect(markDuplicate(to(ticketId), context, taken)).toEqual(refusal);
	});

	test('of a ticket that nobody has marked is refused at its kind', () => {
		const unmarked = { ...taken, kind: null };
		const refusal = { code: 'kindNotMarked', field: 'kind' };
		expect(markDuplicate(to(OTHER.open), context, unmarked)).toEqual(refusal);
	});

	test('of one that this device does not hold is taken at its number', () => {
		const unheld = { ...context, reference: { ...reference, ticket: () => 'unheld' as const } };
		expect(markDuplicate(to(NOBODY), unheld, taken)).toMatchObject({ type: 'linked' });
	});
});

describe('a link', () => {
	test('with itself is refused, although it is known', () => {
		const self = { ...taken, id: OTHER.open };
		const refusal = { code: 'unknownTicket', field: 'number' };
		expect(markFollowUp(to(OTHER.open), context, self)).toEqual(refusal);
	});

	test('is made once with each other one, and with several others', () => {
		const linked: Ticket = { ...taken, links: [link('followUpOf', OTHER.open)] };
		expect(markFollowUp(to(OTHER.open), context, linked)).toEqual({
			...{ code: 'alreadyLinked', field: 'number' }
		});
		const second = markFollowUp(to(OTHER.ended), context, linked);
		expect(second).toMatchObject({ type: 'linked', link: { ticketId: OTHER.ended } });
		const both: Ticket = {
			...taken,
			links: [link('followUpOf', OTHER.open), link('followUpOf', OTHER.ended)]
		};
		expect(markFollowUp(to(OTHER.ended), context, both)).toMatchObject({ code: 'alreadyLinked' });
		expect(unlink({ ticketId: OTHER.ended, text: '' }, context, both)).toMatchObject({
			link: { ticketId: OTHER.ended }
		});
	});

	test('that is not there is not undone, and one that ended with it neither', () => {
		expect(unlink({ ticketId: OTHER.open, text: '' }, context, taken)).toEqual({
			...{ code: 'unknownTicket', field: 'number' }
		});
		const ended: Ticket = { ...ticketIn('ended'), links: [link('duplicateOf', OTHER.open)] };
		expect(unlink({ ticketId: OTHER.open, text: '' }, context, ended)).toEqual({
			...{ code: 'wrongStatus', params: { status: 'ended' } }
		});
	});
});

describe('a part', () => {
	const whole = (ticket: Ticket | 'unheld' | null, actor = context.actor) =>
		wholeOf(uuid(1), 'phone', {
			...context,
			actor,
			reference: { ...reference, ticket: () => ticket }
		});

	test.each([
		['nothing', null, { code: 'unknownTicket', field: 'partOf' }],
		['one that is not held', 'unheld', { code: 'unknownTicket', field: 'partOf' }],
		[
			'one without a number',
			{ ...taken, number: null },
			{ code: 'unknownTicket', field: 'partOf' }
		],
		['nobody’s', ticketIn('registered'), { code: 'notOwner' }],
		['what ended', ticketIn('ended'), { code: 'wrongStatus', params: { status: 'ended' } }],
		[
			'what came another way',
			{ ...taken, channel: 'web' as const },
			{ code: 'invalidArguments', field: 'channel' }
		]
	] as const)('of %s is refused', (_what, ticket, refusal) => {
		expect(whole(ticket)).toEqual(refusal);
	});

	test('is taken out by staff alone', () => {
		expect(whole(taken)).toMatchObject({ number: taken.number });
		// Whatever id a device has: it is nobody's consultant.
		const owned = { ...taken, owner: { id: 'id' in KIOSK ? KIOSK.id : '', name: '' } } as Ticket;
		expect(whole(owned, KIOSK)).toEqual({ code: 'notOwner' });
	});
});

describe('R8.3 a duplicate ends with its main ticket', () => {
	const main = (ending: Ending): Ticket =>
		({ ...ticketIn('ended'), id: OTHER.open, ending }) as Ticket;
	const follows = (ticket: Ticket) => ({ ...ticket, links: [link('duplicateOf', OTHER.open)] });
	const WITH: readonly Ending[] = [
		...(['unitFinished', 'handedTo112'] as const),
		...(['forwardedOutOfScope', 'outsideCompetence'] as const)
	];

	test.each(ENDINGS)('when that is %s', (ending) => {
		const ends = WITH.includes(ending) ? 'ended' : 'unlinked';
		expect(followMain(follows(taken), main(ending))?.type).toBe(ends);
		const query = follows(ticketIn('taken', { kind: 'query' }));
		const isAnswered = ending === 'answeredFromArticle';
		expect(followMain(query, main(ending))?.type).toBe(isAnswered ? 'ended' : ends);
	});

	test('and is told what the other was told at its last end', () => {
		const answered = after(
			ticketIn('reported'),
			{ name: 'ticket.end', args: { articleId: null, text: 'Naprawiono' } },
			{ actor: CONSULTANT }
		);
		const note = { ...answered, id: OTHER.open };
		expect(followMain(follows(taken), note)).toMatchObject({ text: 'Naprawiono' });
		const withMore = {
			...note,
			timeline: [...note.timeline, { ...note.timeline[0], type: 'rated' as const }]
		} as Ticket;
		expect(followMain(follows(taken), withMore)).toMatchObject({ text: 'Naprawiono' });
		const silent = { ...note, timeline: note.timeline.slice(0, 1) };
		expect(followMain(follows(taken), silent)).toMatchObject({ type: 'ended', text: '' });
	});
});
