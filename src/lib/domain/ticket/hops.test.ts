import { expect, test } from 'vitest';
import {
	after,
	CELL,
	CONSULTANT,
	ticketIn,
	UNIT,
	WORKER
} from '../../../../tests/support/tickets.ts';
import { returnedBy, returnsOf } from './hops.ts';

const forward = (unitId: string, cellId: string | null) => ({
	name: 'ticket.forward',
	args: { unitId, cellId, text: '' }
});
const giveBack = (text: string) => ({ name: 'ticket.return', args: { text } });

const atUnit = { unitId: UNIT.roads, cellId: null };
const back = after(
	after(ticketIn('taken', { kind: 'intervention' }), forward(UNIT.roads, null), {
		actor: CONSULTANT
	}),
	giveBack('Droga wewnętrzna.'),
	{ actor: WORKER }
);

test('R9.7 whoever gave a ticket back is remembered, with the reason and the person', () => {
	expect(returnsOf(back)).toMatchObject([
		{ competent: atUnit, reason: 'Droga wewnętrzna.', by: { id: WORKER.id } }
	]);
});

test('R9.7 a ticket that is with a unit was not given back by it', () => {
	expect(returnsOf(ticketIn('forwarded'))).toEqual([]);
	expect(returnedBy(ticketIn('inProgress'), atUnit)).toBeNull();
});

test('R9.7 what the unit itself gave back may still be right for a cell of it, or for another', () => {
	expect(returnedBy(back, atUnit)?.reason).toBe('Droga wewnętrzna.');
	expect(returnedBy(back, { unitId: UNIT.roads, cellId: CELL.roadsNorth })).toBeNull();
	expect(returnedBy(back, { unitId: UNIT.guard, cellId: null })).toBeNull();
});

test('R9.7 of two times the last one counts, and both are told', () => {
	const again = after(
		after(back, forward(UNIT.roads, null), { actor: CONSULTANT }),
		giveBack('Nadal nie nasza.'),
		{ actor: WORKER }
	);
	expect(returnsOf(again)).toHaveLength(2);
	expect(returnedBy(again, atUnit)?.reason).toBe('Nadal nie nasza.');
});
