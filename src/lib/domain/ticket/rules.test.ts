import { describe, expect, test } from 'vitest';
import {
	after,
	ARTICLE,
	CELL,
	COLLEAGUE,
	CONSULTANT,
	contextFor,
	NOBODY,
	OFFICE_CONSULTANT,
	OTHER_ARTICLE,
	OTHER_WORKER,
	ticketIn,
	UNIT,
	WORKER
} from '../../../../tests/support/tickets.ts';
import type { Actor } from '../org/roles.ts';
import { decide } from './decide.ts';
import { competentOf, ownerOf, type Ticket } from './ticket.ts';
import { CHANNELS } from './vocabulary.ts';

type Act = { ticket: Ticket | null; actor: Actor; name: string; args: object };
const tell = ({ ticket, actor, name, args }: Act) => {
	const decided = decide(ticket, { name, args }, contextFor(actor));
	return decided.ok ? decided.value[0] : decided.error;
};

describe('R8.2, R8.3 how a query ends', () => {
	const end = { name: 'ticket.end', args: { articleId: ARTICLE } };

	test('R8.2 answered from the article that the consultant names', () => {
		const query = ticketIn('taken', { kind: 'query' });
		const ended = after(query, end, { actor: CONSULTANT });
		expect(ended).toMatchObject({
			status: 'ended',
			ending: 'answeredFromArticle',
			articleId: ARTICLE
		});
	});

	test('R8.2 answered from the article found at intake, where no other is named', () => {
		const query = ticketIn('taken', { kind: 'query', articleId: OTHER_ARTICLE });
		const ended = after(query, { ...end, args: { articleId: null } }, { actor: CONSULTANT });
		expect(ended.articleId).toBe(OTHER_ARTICLE);
	});

	test('R8.2 not without an article', () => {
		const query = ticketIn('taken', { kind: 'query' });
		const told = tell({ ticket: query, actor: CONSULTANT, ...end, args: { articleId: null } });
		expect(told).toEqual({ code: 'articleRequired', field: 'articleId' });
	});

	test('R8.2 not by an article that there is not', () => {
		const query = ticketIn('taken', { kind: 'query' });
		const told = tell({ ticket: query, actor: CONSULTANT, ...end, args: { articleId: NOBODY } });
		expect(told).toEqual({ code: 'unknownArticle', field: 'articleId' });
	});

	test.each(CHANNELS)('R8.3 straight from an article, by channel: %s', (channel) => {
		const actor = channel === 'phone' || channel === 'chat' ? CONSULTANT : OFFICE_CONSULTANT;
		const told = tell({ ticket: ticketIn('taken', { kind: 'query', channel }), actor, ...end });
		expect(told).toMatchObject(
			channel === 'web' ? { code: 'webQueryMustBeForwarded' } : { type: 'ended' }
		);
	});

	test('R8.3 a query of the web form that came back is forwarded again, not ended', () => {
		const back = after(
			ticketIn('forwarded', { kind: 'query', channel: 'web' }),
			{ name: 'ticket.return', args: { text: 'Nie my' } },
			{ actor: WORKER }
		);
		expect(tell({ ticket: back, actor: OFFICE_CONSULTANT, ...end })).toEqual({
			code: 'webQueryMustBeForwarded'
		});
	});

	test('R8.4 forwarded, it ends on the strength of what the unit reported', () => {
		const reported = ticketIn('reported', { kind: 'query', channel: 'web' });
		const ended = after(
			reported,
			{ ...end, args: { articleId: null } },
			{ actor: OFFICE_CONSULTANT }
		);
		expect(ended).toMatchObject({ status: 'ended', ending: 'unitFinished', articleId: null });
	});

	test.each(['forwarded', 'inProgress'] as const)(
		'R8.4 forwarded, it does not end before the unit ended its part: %s',
		(status) => {
			const query = ticketIn(status, { kind: 'query' });
			expect(tell({ ticket: query, actor: CONSULTANT, ...end })).toEqual({
				code: 'wrongStatus',
				params: { status }
			});
		}
	);

	test('R8.5 with further information for the resident', () => {
		const args = { articleId: null, text: ' Wniosek złożysz też w Urzędzie. ' };
		const ended = after(ticketIn('reported'), { name: 'ticket.end', args }, { actor: CONSULTANT });
		expect(ended.timeline.at(-1)).toMatchObject({ text: 'Wniosek złożysz też w Urzędzie.' });
	});
});

describe('R9.3 the consultant who took it marks what it is', () => {
	const unmarked = after(
		ticketIn('registered'),
		{ name: 'ticket.take', args: {} },
		{ actor: CONSULTANT }
	);

	test('what the resident declared decides nothing: unmarked it neither goes on nor ends', () => {
		expect(unmarked).toMatchObject({ kind: null, declaredKind: 'intervention' });
		const forward = { name: 'ticket.forward', args: { unitId: UNIT.roads, cellId: null } };
		const end = { name: 'ticket.end', args: { articleId: ARTICLE } };
		for (const act of [forward, end])
			expect(tell({ ticket: unmarked, actor: CONSULTANT, ...act })).toEqual({
				code: 'kindNotMarked',
				field: 'kind'
			});
	});

	test('marked again, the later word counts; what was declared stays', () => {
		const mark = (ticket: Ticket, kind: string) =>
			after(ticket, { name: 'ticket.mark', args: { kind } }, { actor: CONSULTANT });
		expect(mark(mark(unmarked, 'intervention'), 'query')).toMatchObject({
			kind: 'query',
			declaredKind: 'intervention'
		});
	});
});

describe('R9.2 forwarded to a unit or a cell of the system', () => {
	const ticket = ticketIn('taken');
	test.each([
		['a unit', { unitId: UNIT.roads, cellId: null }, null],
		['a cell of the unit', { unitId: UNIT.roads, cellId: CELL.roadsNorth }, null],
		['a unit that there is not', { unitId: NOBODY, cellId: null }, 'unitId'],
		['R14.1 a unit that is not, or no longer, in the system', { unitId: UNIT.closed }, 'unitId'],
		['a cell in the place of a unit', { unitId: CELL.roadsNorth, cellId: null }, 'unitId'],
		['a cell of another unit', { unitId: UNIT.roads, cellId: CELL.guardPatrol }, 'cellId'],
		['a closed cell', { unitId: UNIT.roads, cellId: CELL.closed }, 'cellId'],
		['a cell that there is not', { unitId: UNIT.roads, cellId: NOBODY }, 'cellId'],
		['a unit in the place of a cell', { unitId: UNIT.roads, cellId: UNIT.guard }, 'cellId']
	])('%s', (_what, where, field) => {
		const args = { cellId: null, ...where };
		const told = tell({ ticket, actor: CONSULTANT, name: 'ticket.forward', args });
		expect(told).toEqual(
			field === null
				? expect.objectContaining({ type: 'forwarded', competent: args, text: '' })
				: { code: 'unknownUnit', field }
		);
	});
});

describe('R9.4, R9.6 how an intervention ends', () => {
	test('R9.4 the report says how and by whom', () => {
		expect(ticketIn('reported')).toMatchObject({
			report: { manner: 'carriedOut', text: 'Załatano', by: { id: WORKER.id, name: 'Piotr Lis' } }
		});
	});

	test.each([
		['how', { text: 'Załatano' }, 'manner'],
		['what was done', { manner: 'carriedOut', text: ' ' }, 'text']
	])('R9.4 not without saying %s', (_what, args, field) => {
		const ticket = ticketIn('inProgress');
		const told = tell({ ticket, actor: WORKER, name: 'ticket.reportDone', args });
		expect(told).toEqual({ code: 'required', field });
	});

	test('R9.6 never before the report of the unit', () => {
		const told = tell({
			ticket: ticketIn('taken'),
			actor: CONSULTANT,
			name: 'ticket.end',
			args: { articleId: ARTICLE }
		});
		expect(told).toEqual({ code: 'wrongStatus', params: { status: 'taken' } });
	});

	test('R9.6 by nobody but the consultant who took it', () => {
		const act = { ticket: ticketIn('reported'), name: 'ticket.end', args: { articleId: null } };
		expect(tell({ ...act, actor: COLLEAGUE })).toEqual({ code: 'notOwner' });
		expect(tell({ ...act, actor: WORKER })).toEqual({ code: 'notAllowed' });
		expect(tell({ ...act, actor: CONSULTANT })).toMatchObject({ ending: 'unitFinished' });
	});

	test('R9.6 ended, it keeps the report and who was competent', () => {
		expect(ticketIn('ended')).toMatchObject({
			report: { manner: 'carriedOut' },
			competent: { unitId: UNIT.roads, cellId: null }
		});
		expect(ticketIn('ended')).toHaveProperty('endedAt');
	});
});

describe('R9.7 a unit that is not competent gives it back', () => {
	test('it comes back to the same consultant, and is nobody else’s', () => {
		const args = { text: 'To droga wojewódzka' };
		const back = after(ticketIn('inProgress'), { name: 'ticket.return', args }, { actor: WORKER });
		expect(back.status).toBe('taken');
		expect(ownerOf(back)?.id).toBe(CONSULTANT.id);
		expect(competentOf(back)).toBeNull();
		expect('assignee' in back).toBe(false);
		expect(back.timeline.at(-1)).toMatchObject({ type: 'returned', ...args });
		const note = { ticket: back, name: 'ticket.addNote', args: { text: 'x' } };
		expect(tell({ ...note, actor: WORKER })).toEqual({ code: 'otherUnit' });
	});

	test('not without a reason', () => {
		const ticket = ticketIn('forwarded');
		expect(tell({ ticket, actor: WORKER, name: 'ticket.return', args: { text: '' } })).toEqual({
			code: 'required',
			field: 'text'
		});
	});

	test('a unit cannot pass it on to another by itself', () => {
		const args = { unitId: UNIT.guard, cellId: null };
		for (const actor of [WORKER, OTHER_WORKER])
			expect(tell({ ticket: ticketIn('forwarded'), actor, name: 'ticket.forward', args })).toEqual({
				code: 'notAllowed'
			});
	});
});
