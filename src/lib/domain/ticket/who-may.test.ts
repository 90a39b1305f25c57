/** Each act, role by role and standing by standing: the policy as the rules of tickets apply it. */
import { describe, expect, test } from 'vitest';
import { attempt, codeOf, ticketFor, type Following } from '../../../../tests/support/attempts.ts';
import {
	CELL,
	CONSULTANT,
	device,
	registration,
	RESIDENT,
	staff,
	UNIT
} from '../../../../tests/support/tickets.ts';
import { DEVICE_CLASSES, ROLES, SECOND_LINE, type Actor, type Role } from '../org/roles.ts';
import type { RefusalCode } from './refusals.ts';
import type { Status } from './vocabulary.ts';

/** How somebody may stand to the tickets of these examples, apart from every other way. */
const RELATIONS = {
	stranger: {},
	owner: { id: CONSULTANT.id },
	ownDesk: { desk: 'callCenter' },
	otherDesk: { desk: 'informationOffice' },
	ownUnit: { unitId: UNIT.roads },
	ownCell: { unitId: UNIT.roads, cellId: CELL.roadsNorth },
	otherCell: { unitId: UNIT.roads, cellId: CELL.closed },
	otherUnit: { unitId: UNIT.guard }
} as const;
type Relation = keyof typeof RELATIONS;
const ALL_RELATIONS = Object.keys(RELATIONS) as Relation[];

type Grant = { roles: readonly Role[]; as: readonly Relation[]; otherwise: RefusalCode };
const IN_CHARGE: Grant = { roles: ['consultant'], as: ['owner'], otherwise: 'notOwner' };
const COMPETENT: Grant = {
	roles: SECOND_LINE,
	as: ['ownUnit', 'ownCell'],
	otherwise: 'otherUnit'
};
const OFFICE: Grant = { ...COMPETENT, roles: ['officeWorker', 'unitHead'] };
const OF_THE_DESK: Grant = { roles: ['consultant'], as: ['ownDesk'], otherwise: 'otherDesk' };

describe('who may', () => {
	const WHO: readonly (readonly [Following, string, Status, readonly Grant[]])[] = [
		['ticket.take', '§ 5, § 7', 'registered', [OF_THE_DESK]],
		['ticket.mark', 'R9.3', 'taken', [IN_CHARGE]],
		['ticket.forward', 'R8.3, R9.2', 'taken', [IN_CHARGE]],
		['ticket.takeOn', 'R9.1', 'forwarded', [COMPETENT]],
		['ticket.assign', 'R9.1', 'forwarded', [OFFICE]],
		['ticket.arrive', 'R9.1', 'inProgress', [COMPETENT]],
		['ticket.addNote', 'R7.1, R8.5', 'inProgress', [IN_CHARGE, COMPETENT]],
		['ticket.attachPhoto', 'R8.5, R9.4', 'inProgress', [IN_CHARGE, COMPETENT]],
		['ticket.attachDocument', 'R6.2, R8.5', 'inProgress', [IN_CHARGE, COMPETENT]],
		['ticket.return', 'R9.7', 'inProgress', [COMPETENT]],
		['ticket.reportDone', 'R9.4', 'inProgress', [COMPETENT]],
		['ticket.end', 'R8.2, R9.6', 'reported', [IN_CHARGE]],
		[
			'ticket.handTo112',
			'R1.2',
			'reported',
			[{ roles: ['consultant'], as: ['owner', 'ownDesk'], otherwise: 'notOwner' }]
		],
		['ticket.endOutOfScope', 'R10.1', 'taken', [IN_CHARGE]],
		['ticket.endOutsideCompetence', 'R10.2', 'taken', [IN_CHARGE]],
		['ticket.endFax', 'R6.2', 'taken', [IN_CHARGE]],
		['ticket.correctEnd', 'R9.6', 'ended', [IN_CHARGE]],
		[
			'ticket.handOver',
			'R9.6',
			'inProgress',
			[{ roles: ['supervisor'], as: ['ownDesk'], otherwise: 'otherDesk' }]
		],
		['ticket.correct', '§ 7', 'inProgress', [IN_CHARGE, COMPETENT]],
		['ticket.markDuplicate', '§ 7', 'taken', [IN_CHARGE]],
		['ticket.markFollowUp', '§ 7', 'ended', [IN_CHARGE]],
		['ticket.unlink', '§ 7', 'inProgress', [IN_CHARGE]],
		['ticket.logContact', 'R7.1', 'inProgress', [IN_CHARGE, COMPETENT]],
		['ticket.addRemark', 'R8.5', 'inProgress', []],
		['ticket.addPhoto', 'R8.5', 'inProgress', []],
		['ticket.addDocument', 'R8.5', 'inProgress', []],
		['ticket.stopLetters', 'R8.5', 'inProgress', []],
		['ticket.disputeEnd', 'R9.6', 'ended', []]
	];

	test.each(WHO)('%s (%s): each role in each relation', (...[name, _source, status, grants]) => {
		const ticket = ticketFor(name, status, { cellId: CELL.roadsNorth });
		const told: Record<string, string> = {};
		const expected: Record<string, string> = {};
		for (const role of ROLES)
			for (const relation of ALL_RELATIONS) {
				const key = `${role} as ${relation}`;
				const grant = grants.find(({ roles }) => roles.includes(role));
				const granted = grant?.as.includes(relation) ?? false;
				expected[key] = granted ? 'ok' : (grant?.otherwise ?? 'notAllowed');
				told[key] = codeOf({ ticket, name, actor: staff(role, RELATIONS[relation]) });
			}
		expect(told).toEqual(expected);
	});

	const BY_STAFF = WHO.filter(([, , , grants]) => grants.length > 0);
	test.each(BY_STAFF)('%s (%s): no device and nobody unknown', (name, _source, status) => {
		const ticket = ticketFor(name, status);
		const actors: readonly Actor[] = [...DEVICE_CLASSES.map(device), { type: 'anonymous' }];
		const told = actors.map((actor) => codeOf({ ticket, name, actor }));
		expect(new Set(told)).toEqual(new Set(['notAllowed']));
	});

	test('ticket.register (R3.1): first line, kiosks and residents themselves; nobody else', () => {
		const args = registration({ channel: 'hall' });
		const allowed = [...ROLES.map((role) => staff(role)), ...DEVICE_CLASSES.map(device)].filter(
			(actor) => attempt({ ticket: null, name: 'ticket.register', actor, args }).ok
		);
		expect(allowed).toEqual([
			staff('consultant'),
			staff('supervisor'),
			staff('clerk'),
			device('kiosk')
		]);
		const atHome = { ticket: null, name: 'ticket.register', actor: RESIDENT } as const;
		expect(codeOf({ ...atHome, args: registration({ channel: 'web' }) })).toBe('ok');
	});
});
