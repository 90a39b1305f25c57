import { describe, expect, test } from 'vitest';
import { codeOf } from '../../../../tests/support/attempts.ts';
import {
	after,
	COLLEAGUE,
	CONSULTANT,
	contextFor,
	eventOf,
	NOBODY,
	OTHER,
	reference,
	registration,
	RESIDENT,
	RECEIPT,
	ticketIn,
	uuid,
	WORKER
} from '../../../../tests/support/tickets.ts';
import { decide, isOffered } from './decide.ts';
import { evolve } from './evolve.ts';
import { echoOf, followMain, linksOf } from './links.ts';
import type { Actor } from '../org/roles.ts';
import type { Ticket, TicketEvent } from './ticket.ts';
import type { Channel, LinkSide } from './vocabulary.ts';

const actor = CONSULTANT;
const MAIN = { ticketId: OTHER.open, number: 'ŁCK/2026/000061', text: '' };
const linkTo = (as: LinkSide) => ({ as, ticketId: MAIN.ticketId, number: MAIN.number });
const linked = (ticket: Ticket, ...sides: readonly LinkSide[]): Ticket => ({
	...ticket,
	links: sides.map(linkTo)
});
const duplicate = (wanted: Parameters<typeof ticketIn>[1] = {}) =>
	linked(ticketIn('taken', wanted), 'duplicateOf');

describe('what is linked', () => {
	const taken = ticketIn('taken');
	type Refused = { what: string; name: string; args?: object; code: string; ticket?: Ticket };
	const REFUSED: readonly Refused[] = [
		{
			what: 'itself',
			name: 'ticket.markDuplicate',
			args: { ticketId: taken.id },
			code: 'unknownTicket'
		},
		{
			what: 'one that is not there',
			name: 'ticket.markDuplicate',
			args: { ticketId: NOBODY },
			code: 'unknownTicket'
		},
		{
			what: 'one that is not there',
			name: 'ticket.markFollowUp',
			args: { ticketId: NOBODY },
			code: 'unknownTicket'
		},
		{
			what: 'one that ended',
			name: 'ticket.markDuplicate',
			args: { ticketId: OTHER.ended },
			code: 'mainEnded'
		},
		{
			what: 'a duplicate itself',
			name: 'ticket.markDuplicate',
			args: { ticketId: OTHER.duplicate },
			code: 'mainFollows'
		},
		{
			what: 'the same twice',
			name: 'ticket.markFollowUp',
			code: 'alreadyLinked',
			ticket: linked(taken, 'followUpOf')
		},
		{
			what: 'one with its own',
			name: 'ticket.markDuplicate',
			code: 'hasDuplicates',
			ticket: linked(taken, 'hasDuplicate')
		},
		{
			what: 'one that follows',
			name: 'ticket.markDuplicate',
			code: 'followsMain',
			ticket: duplicate()
		},
		{
			what: 'unmarked',
			name: 'ticket.markDuplicate',
			code: 'kindNotMarked',
			ticket: { ...taken, kind: null }
		},
		{
			what: 'a fax',
			name: 'ticket.markDuplicate',
			code: 'faxHandledOutside',
			ticket: { ...taken, channel: 'fax' }
		},
		{ what: 'nothing there', name: 'ticket.unlink', args: { text: 'Nie' }, code: 'unknownTicket' }
	];
	test.each(REFUSED)('$name, $what: $code', ({ name, args, code, ticket = taken }) => {
		expect(codeOf({ ticket, name, actor, args: { ...MAIN, ...args } })).toBe(code);
	});

	test('a device that does not hold the other one shows the number that was typed', () => {
		const context = contextFor(actor, { reference: { ...reference, ticket: () => 'unheld' } });
		const decided = decide(taken, { name: 'ticket.markDuplicate', args: MAIN }, context);
		expect(decided).toMatchObject({ value: [{ link: linkTo('duplicateOf') }] });
	});

	test('the server takes the number from the other ticket, whatever was typed', () => {
		const args = { ...MAIN, number: 'coś innego' };
		const ticket = after(taken, { name: 'ticket.markFollowUp', args }, { actor });
		expect(ticket.links).toEqual([linkTo('followUpOf')]);
	});

	test('undone, it stands alone again, and both are told why', () => {
		const ticket = after(
			linked(ticketIn('inProgress'), 'followUpOf', 'hasDuplicate'),
			{ name: 'ticket.unlink', args: { ticketId: MAIN.ticketId, text: 'Inna dziura' } },
			{ actor }
		);
		expect(linksOf(ticket, 'followUpOf')).toEqual([]);
		expect(ticket.timeline.at(-1)).toMatchObject({ type: 'unlinked', text: 'Inna dziura' });
	});

	test.each(['duplicateOf', 'hasDuplicate'] as const)(
		'%s: what ended together is not taken apart, until the end is taken back',
		(as) => {
			const ticket = linked(ticketIn('ended'), as);
			const args = { ...MAIN, text: 'Inna' };
			expect(codeOf({ ticket, name: 'ticket.unlink', actor, args })).toBe('wrongStatus');
		}
	);
});

describe('R8.3, R9.6 a duplicate goes the way of its main ticket', () => {
	test.each([
		'ticket.forward',
		'ticket.end',
		'ticket.endOutOfScope',
		'ticket.endOutsideCompetence',
		'ticket.markDuplicate'
	] as const)('%s is refused and not offered', (name) => {
		const ticket = duplicate({ kind: 'query', articleId: uuid(0x31) });
		expect(codeOf({ ticket, name, actor })).toBe('followsMain');
		expect(isOffered(actor, name, ticket)).toBe(false);
		expect(isOffered(actor, name, ticketIn('taken', { kind: 'query' }))).toBe(true);
	});

	test.each(['ticket.addNote', 'ticket.handTo112', 'ticket.unlink'] as const)(
		'%s is its own',
		(name) => {
			expect(codeOf({ ticket: duplicate(), name, actor })).toBe('ok');
		}
	);
});

/** A main ticket that ended in this way, an hour after the examples. */
const LATER = '2026-11-24T09:00:00.000Z';
const ended = (ending: 'unitFinished' | 'answeredFromArticle' | 'handledOutside'): Ticket => {
	const main = { ...ticketIn('ended'), id: OTHER.open, endedAt: LATER };
	const end = { ...main.timeline.at(-1), type: 'ended', ending, text: 'Załatane' } as TicketEvent;
	return { ...main, ending, timeline: [...main.timeline.slice(0, -1), end] } as Ticket;
};

describe('what becomes of a duplicate', () => {
	const released = { type: 'unlinked', link: linkTo('duplicateOf'), text: '' };
	const endedToo = {
		type: 'ended',
		ending: 'withMain',
		articleId: null,
		text: 'Załatane'
	} as const;

	test('while the main ticket is open: nothing', () => {
		expect(followMain(duplicate(), ticketIn('inProgress'))).toBeNull();
	});
	test('a ticket that follows none is left alone', () => {
		expect(followMain(ticketIn('taken'), ended('unitFinished'))).toBeNull();
		expect(followMain(linked(ticketIn('taken'), 'followUpOf'), null)).toBeNull();
	});
	test('the main ticket ended: it ends too, with the same words for its resident', () => {
		expect(followMain(duplicate(), ended('unitFinished'))).toEqual(endedToo);
	});
	test.each([
		['a query by telephone', 'phone', 'query', endedToo],
		['R8.3 a query of the web form', 'web', 'query', released],
		['an intervention', 'phone', 'intervention', released]
	] as const)('the main ticket ended from an article: %s', (...[_what, channel, kind, becomes]) => {
		const ticket = duplicate({ channel: channel satisfies Channel, kind });
		expect(followMain(ticket, ended('answeredFromArticle'))).toEqual(becomes);
	});
	test('the main ticket was a fax, answered on paper: it stands alone', () => {
		expect(followMain(duplicate(), ended('handledOutside'))).toEqual(released);
	});
	test('R3.3 the main ticket is gone: it stands alone', () => {
		expect(followMain(duplicate(), null)).toEqual(released);
	});

	const endedWithIt = evolve(duplicate(), eventOf(endedToo, '2026-11-24T09:00:01.000Z'));
	test('the main ticket is open again, and so is it', () => {
		expect(followMain(endedWithIt, ended('unitFinished'))).toBeNull();
		expect(followMain(endedWithIt, null)).toBeNull();
		const back = followMain(endedWithIt, ticketIn('reported'));
		expect(back).toEqual({ type: 'endCorrected', text: '' });
	});
	test('R9.6 its own resident says "not done": it stands alone from then on', () => {
		const disputed = after(
			endedWithIt,
			{ name: 'ticket.disputeEnd', args: { receiptCode: RECEIPT, text: 'Nadal jest' } },
			{ actor: RESIDENT }
		);
		expect(disputed.status).toBe('taken');
		expect(followMain(disputed, ended('unitFinished'))).toEqual(released);
	});
	test('the main ticket ended a second time: so does it', () => {
		const back = evolve(endedWithIt, eventOf({ type: 'endCorrected', text: '' }, LATER));
		const again = { ...ended('unitFinished'), endedAt: '2026-11-24T12:00:00.000Z' } as Ticket;
		expect(followMain(back, again)).toEqual(endedToo);
	});
	test('one that ended in its own way stays ended', () => {
		const own = linked(ticketIn('ended'), 'duplicateOf');
		expect(followMain(own, ticketIn('reported'))).toBeNull();
	});
});

describe('a second matter taken out of a report', () => {
	const whole = { ...ticketIn('taken', { channel: 'web' }), id: OTHER.open, placeId: uuid(0x51) };
	const withWhole = (ticket: Ticket | 'unheld' | null) => ({
		reference: { ...reference, ticket: () => ticket }
	});
	const OFFICE = { ...CONSULTANT, id: 'owner' in whole ? whole.owner.id : '', placeId: null };
	const part = (channel: Channel, ticket: Ticket | 'unheld' | null, by: Actor = OFFICE) => {
		const args = registration({ channel, partOf: OTHER.open, description: 'A do tego hałas' });
		return decide(null, { name: 'ticket.register', args }, contextFor(by, withWhole(ticket)));
	};

	test('it has the channel, the place and the terms of the whole, and says where it comes from', () => {
		const decided = part('web', { ...whole, terms: 3 });
		expect(decided).toMatchObject({
			value: [
				{
					partOf: { ticketId: OTHER.open, number: whole.number },
					intake: { channel: 'web', placeId: uuid(0x51), terms: 3 }
				}
			]
		});
		const [event] = decided.ok ? decided.value : [];
		const ticket = event ? evolve(null, event) : null;
		expect(ticket?.links).toEqual([{ as: 'partOf', ticketId: OTHER.open, number: whole.number }]);
		expect(event && ticket && echoOf(event, ticket)).toEqual({
			ticketId: OTHER.open,
			data: {
				type: 'linked',
				link: { as: 'hasPart', ticketId: uuid(1), number: 'ŁCK/2026/000001' },
				text: ''
			}
		});
	});
	test('one that came under no terms has a part under none', () => {
		const { terms: _none, ...without } = whole;
		const decided = part('web', without);
		expect(decided).toMatchObject({ ok: true });
		expect(decided).not.toHaveProperty('value.0.intake.terms');
	});
	test.each([
		['another channel: R8.3 could be gone around', 'phone', whole, OFFICE, 'invalidArguments'],
		['one that ended', 'phone', ticketIn('ended'), CONSULTANT, 'wrongStatus'],
		['one that nobody took', 'phone', ticketIn('registered'), CONSULTANT, 'notOwner'],
		['somebody else’s', 'phone', ticketIn('taken'), COLLEAGUE, 'notOwner'],
		['one that is not there', 'phone', null, CONSULTANT, 'unknownTicket'],
		['one that is not held', 'phone', 'unheld', CONSULTANT, 'unknownTicket']
	] as const)('%s is refused', (...[_what, channel, ticket, by, code]) => {
		expect(part(channel, ticket, by)).toMatchObject({ error: { code } });
	});
	test('a resident takes nothing out of anything', () => {
		const args = registration({ channel: 'web', partOf: OTHER.open });
		const context = contextFor(RESIDENT, withWhole(whole));
		const decided = decide(null, { name: 'ticket.register', args }, context);
		expect(decided).toMatchObject({ error: { code: 'notOwner' } });
	});
});

test('a unit is told by its main ticket, and does not see whose the duplicate is', () => {
	const event = eventOf({ type: 'linked', link: linkTo('duplicateOf'), text: 'Już głębsza' });
	const echo = echoOf(event, ticketIn('taken'));
	expect(echo).toEqual({
		ticketId: OTHER.open,
		data: {
			type: 'linked',
			link: { as: 'hasDuplicate', ticketId: uuid(1), number: 'ŁCK/2026/000001' },
			text: 'Już głębsza'
		}
	});
	expect(codeOf({ ticket: ticketIn('inProgress'), name: 'ticket.unlink', actor: WORKER })).toBe(
		'notAllowed'
	);
});
