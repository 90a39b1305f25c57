import { describe, expect, test } from 'vitest';
import {
	actorOf,
	AT,
	CELL,
	COLLEAGUE,
	CONSULTANT,
	contextFor,
	device,
	KIOSK,
	NOBODY,
	OFFICE_CONSULTANT,
	registration,
	RESIDENT,
	RIGHT_ARGUMENTS,
	staff,
	SUPERVISOR,
	ticketIn,
	UNIT,
	UNIT_HEAD,
	uuid,
	WORKER,
	type Wanted
} from '../../../../tests/support/tickets.ts';
import { DEVICE_CLASSES, ROLES, SECOND_LINE, type Actor, type Role } from '../org/roles.ts';
import type { CommandName } from './arguments.ts';
import { COMMANDS } from './commands.ts';
import { decide } from './decide.ts';
import { evolveAll } from './evolve.ts';
import type { RefusalCode } from './refusals.ts';
import type { Ticket } from './ticket.ts';
import { STATUSES, type Status } from './vocabulary.ts';

type Following = Exclude<CommandName, 'ticket.register'>;
type Attempt = { ticket: Ticket | null; name: string; actor: Actor; args?: object };

function attempt({ ticket, name, actor, args }: Attempt) {
	const right: Readonly<Record<string, object>> = RIGHT_ARGUMENTS;
	return decide(ticket, { name, args: args ?? right[name] }, contextFor(actor));
}

const WAITING = { since: AT, question: 'Gdzie?' };

/** A fax ends in its own way, and only what waits goes on; everything else is tried on a telephone call. */
const ticketFor = (name: string, status: Status, wanted: Wanted = {}): Ticket => ({
	...ticketIn(status, wanted),
	...(name === 'ticket.endFax' ? { channel: 'fax' } : {}),
	...(name === 'ticket.resume' ? { waiting: WAITING } : {})
});

const codeOf = (tried: Attempt): 'ok' | RefusalCode => {
	const decided = attempt(tried);
	return decided.ok ? 'ok' : decided.error.code;
};

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
		['ticket.logContact', 'R7.1', 'inProgress', [IN_CHARGE, COMPETENT]],
		['ticket.addRemark', 'R8.5', 'inProgress', []],
		['ticket.addPhoto', 'R8.5', 'inProgress', []],
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

describe('from which states', () => {
	const OPEN: readonly Status[] = ['registered', 'taken', 'forwarded', 'inProgress', 'reported'];
	const WHEN: readonly (readonly [Following, string, readonly Status[], Actor])[] = [
		['ticket.take', '§ 5, § 7', ['registered'], CONSULTANT],
		['ticket.mark', 'R9.3', ['taken'], CONSULTANT],
		['ticket.forward', 'R8.3, R9.2', ['taken'], CONSULTANT],
		['ticket.takeOn', 'R9.1', ['forwarded'], WORKER],
		['ticket.assign', 'R9.1', ['forwarded', 'inProgress'], UNIT_HEAD],
		['ticket.arrive', 'R9.1', ['inProgress', 'reported', 'ended'], WORKER],
		['ticket.addNote', 'R7.1', OPEN.slice(1), CONSULTANT],
		['ticket.attachPhoto', 'R8.5, R9.4', STATUSES.slice(1), CONSULTANT],
		['ticket.return', 'R9.7', ['forwarded', 'inProgress'], WORKER],
		['ticket.reportDone', 'R9.4', ['inProgress', 'reported', 'ended'], WORKER],
		['ticket.end', 'R9.6', ['reported'], CONSULTANT],
		['ticket.handTo112', 'R1.2', OPEN, CONSULTANT],
		['ticket.endOutOfScope', 'R10.1', ['taken'], CONSULTANT],
		['ticket.endOutsideCompetence', 'R10.2', ['taken'], CONSULTANT],
		['ticket.endFax', 'R6.2', ['taken'], CONSULTANT],
		['ticket.correctEnd', 'R9.6', ['ended'], CONSULTANT],
		['ticket.handOver', 'R9.6', OPEN.slice(1), SUPERVISOR],
		['ticket.askResident', 'R9.4', OPEN.slice(1, -1), CONSULTANT],
		['ticket.resume', 'R9.4', OPEN.slice(1, -1), CONSULTANT],
		['ticket.logContact', 'R7.1', OPEN.slice(1), CONSULTANT],
		['ticket.addRemark', 'R8.5', STATUSES, RESIDENT],
		['ticket.addPhoto', 'R8.5', STATUSES, RESIDENT],
		['ticket.disputeEnd', 'R9.6', ['ended'], RESIDENT]
	];

	test.each(WHEN)('%s (%s) at its time only', (...[name, _source, from, actor]) => {
		// Whoever stands to the ticket in no way yet is told so first; that is not what is asked here.
		const standing = STATUSES.filter((status) => {
			const code = codeOf({ ticket: ticketFor(name, status), name, actor });
			return code === 'ok' || code === 'wrongStatus';
		});
		const accepted = standing.filter(
			(status) => codeOf({ ticket: ticketFor(name, status), name, actor }) === 'ok'
		);
		expect(accepted).toEqual(from);
		for (const status of standing.filter((one) => !from.includes(one)))
			expect(attempt({ ticket: ticketFor(name, status), name, actor })).toEqual({
				ok: false,
				error: { code: 'wrongStatus', params: { status } }
			});
		// Nobody but the owner acts from a status without one; everything else was really tried.
		const unreached = STATUSES.filter((status) => !standing.includes(status));
		expect(['registered', 'taken']).toEqual(expect.arrayContaining(unreached));
	});

	test.each(WHEN)(
		'%s (%s) never on a ticket that is not there',
		(...[name, _source, _from, actor]) => {
			expect(codeOf({ ticket: null, name, actor })).toBe('notRegistered');
		}
	);

	test('ticket.register (R3.1) never twice on one ticket', () => {
		const again = { ticket: ticketIn('registered'), name: 'ticket.register', actor: KIOSK };
		expect(codeOf(again)).toBe('alreadyRegistered');
	});

	test('every command has its rows in the tables above', () => {
		const tried = ['ticket.register', ...WHEN.map(([name]) => name)];
		expect(tried.sort()).toEqual(Object.keys(COMMANDS).sort());
	});

	test('an act that nobody knows is refused, whatever it is called', () => {
		for (const name of ['ticket.erase', 'toString', '__proto__', ''])
			expect(codeOf({ ticket: ticketIn('taken'), name, actor: CONSULTANT })).toBe('unknownCommand');
	});
});

describe('what follows', () => {
	const NEXT: readonly (readonly [CommandName, Status | null, Status, string])[] = [
		['ticket.register', null, 'registered', '§ 3(1)'],
		['ticket.take', 'registered', 'taken', '§ 7'],
		['ticket.mark', 'taken', 'taken', 'R9.3'],
		['ticket.forward', 'taken', 'forwarded', 'R9.2'],
		['ticket.takeOn', 'forwarded', 'inProgress', 'R9.1'],
		['ticket.addNote', 'inProgress', 'inProgress', 'R7.1'],
		['ticket.attachPhoto', 'ended', 'ended', 'R9.4'],
		['ticket.return', 'forwarded', 'taken', 'R9.7'],
		['ticket.return', 'inProgress', 'taken', 'R9.7'],
		['ticket.reportDone', 'inProgress', 'reported', 'R9.4'],
		['ticket.end', 'reported', 'ended', 'R9.6'],
		['ticket.handTo112', 'registered', 'ended', 'R1.2'],
		['ticket.handTo112', 'inProgress', 'ended', 'R1.2'],
		['ticket.reportDone', 'reported', 'reported', 'R9.4'],
		['ticket.reportDone', 'ended', 'ended', 'R9.4'],
		['ticket.endOutOfScope', 'taken', 'ended', 'R10.1'],
		['ticket.endOutsideCompetence', 'taken', 'ended', 'R10.2'],
		['ticket.endFax', 'taken', 'ended', 'R6.2'],
		['ticket.correctEnd', 'ended', 'reported', 'R9.6'],
		['ticket.assign', 'forwarded', 'forwarded', 'R9.1'],
		['ticket.arrive', 'inProgress', 'inProgress', 'R9.1'],
		['ticket.handOver', 'inProgress', 'inProgress', 'R9.6'],
		['ticket.askResident', 'forwarded', 'forwarded', 'R9.4'],
		['ticket.resume', 'inProgress', 'inProgress', 'R9.4'],
		['ticket.logContact', 'forwarded', 'forwarded', 'R7.1'],
		['ticket.addRemark', 'ended', 'ended', 'R8.5'],
		['ticket.addPhoto', 'forwarded', 'forwarded', 'R8.5'],
		['ticket.disputeEnd', 'ended', 'reported', 'R9.6']
	];

	test.each(NEXT)('%s from %s leads to %s (%s)', (name, from, to) => {
		const ticket = from === null ? null : ticketFor(name, from);
		const decided = attempt({ ticket, name, actor: actorOf(name) });
		expect(decided.ok && evolveAll(ticket, decided.value)?.status).toBe(to);
	});

	test('an event says who, when and by which command', () => {
		const context = contextFor(CONSULTANT, { commandId: uuid(7), at: '2026-11-24T09:00:00.000Z' });
		const decided = decide(ticketIn('registered'), { name: 'ticket.take', args: {} }, context);
		expect(decided).toEqual({
			ok: true,
			value: [
				{
					type: 'taken',
					owner: { id: CONSULTANT.id, name: 'Anna Nowak' },
					commandId: uuid(7),
					at: '2026-11-24T09:00:00.000Z',
					by: { type: 'staff', id: CONSULTANT.id, name: 'Anna Nowak' }
				}
			]
		});
	});
});

describe('which refusal comes first', () => {
	test('may I, before is it its time: a stranger learns nothing of the status', () => {
		expect(codeOf({ ticket: ticketIn('ended'), name: 'ticket.end', actor: COLLEAGUE })).toBe(
			'notOwner'
		);
	});

	test('is it its time, before did I fill it in right', () => {
		const early = { ticket: ticketIn('taken'), name: 'ticket.end', actor: CONSULTANT };
		const wrong = { articleId: 'no id' };
		const forwarded = ticketIn('forwarded');
		expect(codeOf({ ...early, args: wrong })).toBe('invalidArguments');
		expect(codeOf({ ...early, ticket: forwarded, args: wrong })).toBe('wrongStatus');
	});

	test('is there such a ticket, before may I', () => {
		const lost = { ticket: null, name: 'ticket.end', actor: OFFICE_CONSULTANT };
		expect(codeOf({ ...lost, args: { articleId: NOBODY } })).toBe('notRegistered');
	});
});
