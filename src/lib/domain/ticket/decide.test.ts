import { describe, expect, test } from 'vitest';
import { attempt, codeOf, ticketFor, type Following } from '../../../../tests/support/attempts.ts';
import {
	actorOf,
	COLLEAGUE,
	CONSULTANT,
	contextFor,
	KIOSK,
	NOBODY,
	OFFICE_CONSULTANT,
	RESIDENT,
	SUPERVISOR,
	ticketIn,
	UNIT_HEAD,
	uuid,
	WORKER
} from '../../../../tests/support/tickets.ts';
import type { Actor } from '../org/roles.ts';
import type { CommandName } from './arguments.ts';
import { COMMANDS } from './commands.ts';
import { decide } from './decide.ts';
import { evolveAll } from './evolve.ts';
import { STATUSES, type Status } from './vocabulary.ts';

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
		['ticket.attachDocument', 'R6.2, R8.5', STATUSES.slice(1), CONSULTANT],
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
		['ticket.correct', '§ 7', OPEN.slice(1), CONSULTANT],
		['ticket.markDuplicate', '§ 7', ['taken'], CONSULTANT],
		['ticket.markFollowUp', '§ 7', STATUSES.slice(1), CONSULTANT],
		['ticket.unlink', '§ 7', STATUSES.slice(1), CONSULTANT],
		['ticket.logContact', 'R7.1', OPEN.slice(1), CONSULTANT],
		['ticket.addRemark', 'R8.5', STATUSES, RESIDENT],
		['ticket.addPhoto', 'R8.5', STATUSES, RESIDENT],
		['ticket.addDocument', 'R8.5', STATUSES, RESIDENT],
		['ticket.stopLetters', 'R8.5', STATUSES, RESIDENT],
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
		['ticket.attachDocument', 'ended', 'ended', 'R8.5'],
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
		['ticket.correct', 'inProgress', 'inProgress', '§ 7'],
		['ticket.markDuplicate', 'taken', 'taken', '§ 7'],
		['ticket.markFollowUp', 'ended', 'ended', '§ 7'],
		['ticket.unlink', 'reported', 'reported', '§ 7'],
		['ticket.addRemark', 'ended', 'ended', 'R8.5'],
		['ticket.addPhoto', 'forwarded', 'forwarded', 'R8.5'],
		['ticket.addDocument', 'forwarded', 'forwarded', 'R8.5'],
		['ticket.stopLetters', 'taken', 'taken', 'R8.5'],
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
