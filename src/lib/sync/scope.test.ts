import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { play, PEOPLE, story } from '../../../tests/support/ticket-story.ts';
import {
	after,
	CELL,
	CONSULTANT,
	device,
	KIOSK,
	staff,
	ticketIn,
	UNIT,
	WORKER
} from '../../../tests/support/tickets.ts';
import { may } from '#lib/domain/org/policy.ts';
import { DEVICE_CLASSES, ROLES, type Actor } from '#lib/domain/org/roles.ts';
import { competentOf, ownerOf, type Ticket } from '#lib/domain/ticket/ticket.ts';
import { STATUSES, type Status } from '#lib/domain/ticket/vocabulary.ts';
import { scopesOf, scopesOfTicket } from './scope.ts';

const PUBLIC = ['kb:public', 'ref:public'];
const STAFF = ['kb:staff', 'ref:public', 'ref:staff', `mine:${CONSULTANT.id}`];

describe('scopesOf: what somebody may hold', () => {
	test.each([
		['nobody signed in', { type: 'anonymous' }, PUBLIC],
		...DEVICE_CLASSES.map((kind) => [`a ${kind}, nobody signed in`, device(kind), PUBLIC] as const)
	] as const)('R1.1, R3.3 %s: only what everybody may', (_who, actor, scopes) => {
		expect(scopesOf(actor)).toEqual(scopes);
	});

	const CONSULTANTS = ['consultant', 'supervisor'];
	const SECOND_LINE = ['fieldWorker', 'officeWorker', 'unitHead'];
	test.each(ROLES)('R7.1, R15.2 %s, at a desk and in a unit', (role) => {
		const place = { id: CONSULTANT.id, desk: 'callCenter', unitId: UNIT.roads } as const;
		expect(scopesOf(staff(role, place))).toEqual([
			...STAFF,
			...(CONSULTANTS.includes(role) ? ['queue:callCenter'] : []),
			...(SECOND_LINE.includes(role) ? [`unit:${UNIT.roads}`] : [])
		]);
	});

	test('staff of a cell hold their cell’s tickets, not the whole unit’s', () => {
		const place = { unitId: UNIT.roads, cellId: CELL.roadsNorth };
		expect(scopesOf(staff('fieldWorker', place))).toContain(`unit:${CELL.roadsNorth}`);
		expect(scopesOf(staff('fieldWorker', place))).not.toContain(`unit:${UNIT.roads}`);
	});

	test('without a desk or a unit there is no queue and no unit', () => {
		const scopes = scopesOf({ ...CONSULTANT, desk: null, roles: [...ROLES] });
		expect(scopes).toEqual(STAFF);
	});
});

describe('scopesOfTicket: who holds it', () => {
	const MINE = { scope: `mine:${CONSULTANT.id}`, audience: 'desk' };
	const QUEUE = { scope: 'queue:callCenter', audience: 'desk' };
	const AT_UNIT = { scope: `unit:${UNIT.roads}`, audience: 'unit' };
	const AT_CELL = { scope: `unit:${CELL.roadsNorth}`, audience: 'unit' };
	const HELD: Readonly<Record<Status, readonly object[]>> = {
		registered: [MINE, QUEUE], // § 5
		taken: [MINE, QUEUE], // § 7
		forwarded: [MINE, QUEUE, AT_UNIT, AT_CELL], // § 9(2)
		inProgress: [MINE, QUEUE, AT_UNIT, AT_CELL],
		reported: [MINE, QUEUE, AT_UNIT, AT_CELL], // § 9(4)
		ended: [MINE] // leaves queue and unit
	};
	test.each(STATUSES)('%s', (status) => {
		expect(scopesOfTicket(ticketIn(status, { cellId: CELL.roadsNorth }))).toEqual(HELD[status]);
	});

	const every = (holds: (ticket: Ticket) => void): void => {
		fc.assert(
			fc.property(story, (throws) => {
				for (const { after } of play(throws)) if (after) holds(after);
			}),
			{ numRuns: 100 }
		);
	};
	const scopesIn = (ticket: Ticket) => scopesOfTicket(ticket).map(({ scope }) => scope);

	test('R9.7 a ticket is never in no scope, and never twice in one', () => {
		every((ticket) => {
			const scopes = scopesIn(ticket);
			expect(scopes.length).toBeGreaterThan(0);
			expect(new Set(scopes).size).toBe(scopes.length);
		});
	});

	test('ended it is in no queue and no unit; open it is in its section’s queue', () => {
		every((ticket) => {
			const shared = scopesIn(ticket).filter((scope) => !scope.startsWith('mine:'));
			// R10.1: forwarded and ended in one step, it lies where it was forwarded to.
			if (ticket.status === 'ended' && ticket.ending === 'forwardedOutOfScope')
				expect(shared.every((scope) => scope.startsWith('unit:'))).toBe(true);
			else if (ticket.status === 'ended') expect(shared).toEqual([]);
			else expect(shared).toContain(`queue:${ticket.desk}`);
		});
	});

	test('the unit gets the unit’s cut, everybody else the desk’s', () => {
		every((ticket) => {
			for (const { scope, audience } of scopesOfTicket(ticket))
				expect(audience).toBe(scope.startsWith('unit:') ? 'unit' : 'desk');
		});
	});

	test('R7.1 the consultant in charge holds it; R9.1 so does the competent unit', () => {
		every((ticket) => {
			const scopes = scopesIn(ticket);
			const owner = ownerOf(ticket);
			if (owner) expect(scopes).toContain(`mine:${owner.id}`);
			const competent = competentOf(ticket);
			if (competent && ticket.status !== 'ended')
				expect(scopes).toContain(`unit:${competent.unitId}`);
		});
	});

	test('whoever may act on an open ticket holds it on their device', () => {
		const ACTS = ['ticket.take', 'ticket.forward', 'ticket.addNote', 'ticket.handTo112'] as const;
		every((ticket) => {
			if (ticket.status === 'ended') return;
			const scopes = new Set<string>(scopesIn(ticket));
			for (const actor of PEOPLE.filter((one: Actor) => ACTS.some((act) => may(one, act, ticket))))
				expect(scopesOf(actor).some((scope) => scopes.has(scope))).toBe(true);
		});
	});

	test('a kiosk’s resident leaves it in the queue alone: nothing comes back to the kiosk', () => {
		every((ticket) => {
			const held = scopesOf(KIOSK);
			expect(scopesIn(ticket).some((scope) => held.includes(scope))).toBe(false);
		});
	});

	test('R10.1 forwarded and ended in one step, the unit and the cell have it, and no queue', () => {
		const args = { unitId: UNIT.roads, cellId: CELL.roadsNorth, text: 'Nazwa ulicy' };
		const act = { name: 'ticket.endOutOfScope', args };
		const scopes = scopesIn(after(ticketIn('taken'), act, { actor: CONSULTANT }));
		const homes = [`unit:${UNIT.roads}`, `unit:${CELL.roadsNorth}`];
		expect(scopes.filter((scope) => !scope.startsWith('mine:')).sort()).toEqual(homes.sort());
	});

	test('R9.7 given back, the unit holds it no more', () => {
		const scopes = scopesIn(ticketIn('forwarded'));
		expect(scopes).toContain(`unit:${WORKER.unitId ?? ''}`);
		expect(scopesIn(ticketIn('taken'))).not.toContain(`unit:${WORKER.unitId ?? ''}`);
	});
});
