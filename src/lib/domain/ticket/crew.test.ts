import { describe, expect, test } from 'vitest';
import {
	after,
	AT,
	CELL,
	COLLEAGUE_WORKER,
	CONSULTANT,
	contextFor,
	NOBODY,
	OTHER_WORKER,
	staff,
	ticketIn,
	UNIT,
	UNIT_HEAD,
	uuid,
	WORKER
} from '../../../../tests/support/tickets.ts';
import { decide } from './decide.ts';
import { isCompetent } from './routing.ts';
import { noticesDue } from './notices.ts';
import { assignedTo, type Ticket } from './ticket.ts';

const assign = (personId: string) => ({ name: 'ticket.assign', args: { personId, text: '' } });
const refusal = (ticket: Ticket, personId: string) => {
	const decided = decide(ticket, assign(personId), contextFor(UNIT_HEAD));
	return decided.ok ? null : decided.error;
};
const UNKNOWN = { code: 'unknownPerson', field: 'personId' };

describe('R9.1 whom the unit means a ticket for', () => {
	const forwarded = ticketIn('forwarded');
	const meant = after(forwarded, assign(COLLEAGUE_WORKER.id), { actor: UNIT_HEAD });

	test('it is told, and anybody of the unit may still take it on', () => {
		expect(assignedTo(forwarded)).toBeNull();
		expect(meant.status).toBe('forwarded');
		expect(assignedTo(meant)).toEqual({ id: COLLEAGUE_WORKER.id, name: COLLEAGUE_WORKER.name });
		const taken = after(meant, { name: 'ticket.takeOn', args: {} }, { actor: WORKER });
		expect(assignedTo(taken)?.id).toBe(WORKER.id);
		expect(taken).not.toHaveProperty('planned');
	});

	test('what is being carried out changes hands', () => {
		const handed = after(ticketIn('inProgress'), assign(COLLEAGUE_WORKER.id), { actor: UNIT_HEAD });
		expect(handed.status).toBe('inProgress');
		expect(assignedTo(handed)?.id).toBe(COLLEAGUE_WORKER.id);
	});

	test('only somebody of that unit or cell, and nobody twice', () => {
		expect(refusal(forwarded, OTHER_WORKER.id)).toEqual(UNKNOWN);
		expect(refusal(forwarded, CONSULTANT.id)).toEqual(UNKNOWN);
		expect(refusal(forwarded, NOBODY)).toEqual(UNKNOWN);
		expect(refusal(meant, COLLEAGUE_WORKER.id)).toEqual(UNKNOWN);
		expect(refusal(meant, WORKER.id)).toBeNull();
	});

	test('R9.4 a reminder goes to them', () => {
		const late = new Date(Date.parse(AT) + 6.5 * 3_600_000);
		expect(noticesDue(meant, [], late)).toMatchObject([
			{ type: 'reminded', to: { id: COLLEAGUE_WORKER.id } }
		]);
		expect(noticesDue(forwarded, [], late)).toMatchObject([{ type: 'reminded', to: null }]);
	});

	test('R9.7 given back, it is meant for nobody', () => {
		const back = after(
			meant,
			{ name: 'ticket.return', args: { text: 'Nie nasze' } },
			{ actor: WORKER }
		);
		expect(assignedTo(back)).toBeNull();
		expect(back).not.toHaveProperty('planned');
	});
});

test('R9.1 who is on the spot is told, again too, and after the report of another crew', () => {
	const arrive = { name: 'ticket.arrive', args: {} };
	const once = after(ticketIn('inProgress'), arrive, { actor: WORKER });
	expect(once.timeline.at(-1)).toMatchObject({ type: 'arrived', by: { id: WORKER.id } });
	const twice = after(once, arrive, { actor: COLLEAGUE_WORKER });
	expect(twice.timeline.at(-1)).toMatchObject({ type: 'arrived', by: { id: uuid(0x10a) } });
	expect(after(ticketIn('ended'), arrive, { actor: WORKER }).status).toBe('ended');
});

test.each([
	[{ unitId: UNIT.roads, cellId: null }, { unitId: UNIT.roads, cellId: null }, true],
	[{ unitId: UNIT.roads, cellId: null }, { unitId: UNIT.roads, cellId: CELL.roadsNorth }, true],
	[{ unitId: UNIT.guard, cellId: null }, { unitId: UNIT.roads, cellId: null }, false],
	[{ unitId: UNIT.roads, cellId: CELL.roadsNorth }, { unitId: UNIT.roads, cellId: null }, false],
	[
		{ unitId: UNIT.roads, cellId: CELL.roadsNorth },
		{ unitId: UNIT.roads, cellId: CELL.roadsNorth },
		true
	]
])('whose a ticket is: %j for %j', (post, to, expected) => {
	expect(isCompetent(staff('fieldWorker', post), to)).toBe(expected);
});
