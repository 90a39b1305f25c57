import { describe, expect, test } from 'vitest';
import {
	CELL,
	CONSULTANT,
	device,
	staff,
	ticketIn,
	UNIT,
	uuid
} from '../../../../tests/support/tickets.ts';
import { chatMatter } from '../chat/chat-matter.ts';
import { competentOf, type Ticket } from '../ticket/ticket.ts';
import { mayAmend } from '../article/may-amend.ts';
import { ACTIONS, denial, may, mayServeChats, POLICY, type Action } from './policy.ts';
import { DEVICE_CLASSES, ROLES, type Actor, type Role } from './roles.ts';

const ANONYMOUS: Actor = { type: 'anonymous' };
/** Everybody there is, each standing to the ticket in no way. */
const EVERYBODY: readonly (readonly [string, Actor])[] = [
	...ROLES.map((role) => [role, staff(role)] as const),
	...DEVICE_CLASSES.map((kind) => [`device:${kind}`, device(kind)] as const),
	['anonymous', ANONYMOUS]
];
const ALL = EVERYBODY.map(([who]) => who);
const SECOND_LINE = ['fieldWorker', 'officeWorker', 'unitHead'];
const KEEPERS = ['plenipotentiary', 'administrator'];

describe('what needs no standing to a ticket', () => {
	const WITHOUT_STANDING: readonly (readonly [Action, string, readonly string[]])[] = [
		['ticket.register', 'R3.1', ['consultant', 'supervisor', 'clerk', 'device:kiosk', 'anonymous']],
		['ticket.addRemark', 'R8.5', ['device:kiosk', 'anonymous']],
		['ticket.addPhoto', 'R8.5', ['anonymous']],
		['ticket.addDocument', 'R8.5', ['anonymous']],
		['ticket.disputeEnd', 'R9.6', ['device:kiosk', 'anonymous']],
		['ticket.stopLetters', 'R8.5', ['device:kiosk', 'anonymous']],
		['ticket.track', 'R7.1', ALL],
		['ticket.rate', 'R8.4', ['device:kiosk', 'anonymous']],
		['ticket.hints', 'R3.1', ['consultant', 'supervisor', 'clerk']],
		['ticket.byNumber', 'R7.1', ['consultant']],
		['ticket.talk', 'R4.1', ['consultant', 'supervisor']],
		['ticket.recordings', 'R3.2', ['consultant', 'supervisor']],
		['chat.office', 'R4.1', ALL],
		['city.facts', 'R3.1', ALL],
		['chat.begin', 'R4.1', ALL],
		['chat.talk', 'R4.1', ALL],
		['chat.desk', 'R5.1', ['consultant']],
		['sync.pull', 'RA2.2', ALL],
		['sync.push', 'R3.1, R4.1', ALL],
		['sync.confirm', 'R3.1, R4.1', ALL],
		['sync.wake', 'RA2.2', ALL],
		['blob.upload', 'R8.5, R9.4', ['consultant', ...SECOND_LINE, 'anonymous']],
		['account.signIn', 'R15.1', ALL],
		['account.signOut', 'R15.1', ALL],
		['account.me', 'R15.1', ALL],
		['device.pair', 'R15.2', ALL],
		['device.invite', 'R15.2', KEEPERS],
		['device.list', 'R15.2', KEEPERS],
		['device.report', 'R3.3', ALL],
		['device.sealingKey', 'pitfall 8', ALL],
		['device.revoke', 'R15.2', KEEPERS],
		['audit.list', 'R15.1', ['plenipotentiary']],
		['terms.read', 'R4.2', ALL],
		['terms.draft', 'R4.2', ['plenipotentiary']],
		['terms.save', 'R4.2', ['plenipotentiary']],
		['terms.approve', 'R4.2', ['plenipotentiary']],
		['satisfaction.list', 'R15.1', ['plenipotentiary']],
		['timeLimit.set', 'R15.1', ['plenipotentiary']],
		['timeLimit.remove', 'R15.1', ['plenipotentiary']],
		['category.setProof', 'R15.1', ['plenipotentiary']],
		['unit.change', 'R15.1', ['plenipotentiary']],
		['unit.join', 'R14.1', ['unitHead', 'plenipotentiary']],
		['article.desk', 'R12.1', ['unitHead', 'editor', 'director']],
		['article.initiate', 'R12.5', ['director']],
		['article.review', 'R12.4', ['editor']],
		['article.history', 'R12.4', [...ROLES]],
		['search.count', 'R6.1', ALL],
		['search.desk', 'R12.4', ['editor', 'director']],
		['search.setWords', 'R12.4', ['editor']]
	];
	test.each(WITHOUT_STANDING)('%s (%s)', (action, _source, expected) => {
		const allowed = EVERYBODY.filter(([, actor]) => may(actor, action)).map(([who]) => who);
		expect(allowed).toEqual(expected);
		const others = EVERYBODY.filter(([who]) => !expected.includes(who));
		for (const [, actor] of others) expect(denial(actor, action)).toBe('notAllowed');
	});

	test('everything else is granted to nobody who stands to the ticket in no way', () => {
		const told = new Set<string>(WITHOUT_STANDING.map(([action]) => action));
		const ticket = ticketIn('inProgress');
		for (const action of ACTIONS.filter((one) => !told.has(one)))
			for (const [, actor] of EVERYBODY) expect(may(actor, action, ticket)).toBe(false);
	});
});

describe('how somebody stands to a ticket', () => {
	const ticket = ticketIn('inProgress', { cellId: CELL.roadsNorth });
	const wholeUnit = ticketIn('inProgress');

	test.each([
		['the owner', CONSULTANT.id, null],
		['another consultant', uuid(0x777), 'notOwner']
	])('%s ends it', (_who, id, reason) => {
		expect(denial(staff('consultant', { id }), 'ticket.end', ticket)).toBe(reason);
	});

	test('who took it counts only once somebody did', () => {
		expect(denial(CONSULTANT, 'ticket.end', ticketIn('registered'))).toBe('notOwner');
	});

	test.each([
		['callCenter', null],
		['informationOffice', 'otherDesk'],
		[null, 'otherDesk']
	] as const)('at desk %s', (desk, reason) => {
		expect(denial(staff('consultant', { desk }), 'ticket.take', ticketIn('registered'))).toBe(
			reason
		);
	});

	const PLACES: readonly (readonly [string, string | null, string | null, Ticket, boolean])[] = [
		['of the unit, to its ticket', UNIT.roads, null, wholeUnit, true],
		['of the unit, to its cell’s ticket', UNIT.roads, null, ticket, true],
		['of the cell, to the cell’s ticket', UNIT.roads, CELL.roadsNorth, ticket, true],
		['of the cell, to the whole unit’s ticket', UNIT.roads, CELL.roadsNorth, wholeUnit, false],
		['of another cell, to the cell’s ticket', UNIT.roads, CELL.closed, ticket, false],
		['of another unit', UNIT.guard, null, ticket, false],
		['of no unit', null, null, ticket, false],
		['of the unit, before it was forwarded', UNIT.roads, null, ticketIn('taken'), false],
		['of no unit, before it was forwarded', null, null, ticketIn('taken'), false]
	];
	test.each(PLACES)('R9.1 staff %s', (...[_who, unitId, cellId, subject, expected]) => {
		for (const role of SECOND_LINE as Role[]) {
			const actor = staff(role, { unitId, cellId });
			expect(denial(actor, 'ticket.addNote', subject)).toBe(expected ? null : 'otherUnit');
		}
	});

	test('R9.4 the unit still adds its photographs after the end', () => {
		const ended = ticketIn('ended');
		expect(competentOf(ended)).not.toBeNull();
		expect(may(staff('fieldWorker', { unitId: UNIT.roads }), 'ticket.attachPhoto', ended)).toBe(
			true
		);
	});

	test('who sees photographs: whoever carries out, is in charge, or is of the section', () => {
		const sees = (role: Role, details: object) =>
			may(staff(role, details), 'ticket.readAttachment', ticket);
		expect(sees('supervisor', { desk: 'callCenter' })).toBe(true);
		expect(sees('consultant', { desk: 'callCenter' })).toBe(true);
		expect(sees('consultant', { id: CONSULTANT.id })).toBe(true);
		expect(sees('officeWorker', { unitId: UNIT.roads })).toBe(true);
		expect(sees('supervisor', { desk: 'informationOffice' })).toBe(false);
		expect(sees('clerk', { desk: 'callCenter' })).toBe(false);
		expect(sees('clerk', { id: ticket.timeline[0]?.by.id })).toBe(true);
		// R15.2 the Wydział Informatyki needs no sight of what a ticket says.
		expect(sees('administrator', { desk: 'callCenter', unitId: UNIT.roads })).toBe(false);
	});

	test('R4.1 who reads the talk of a ticket: whoever is in charge, or of the section; no unit', () => {
		const reads = (role: Role, details: object) =>
			may(staff(role, details), 'ticket.readTalk', ticket);
		expect(reads('consultant', { id: CONSULTANT.id })).toBe(true);
		expect(reads('supervisor', { desk: 'callCenter' })).toBe(true);
		expect(reads('consultant', { desk: 'informationOffice' })).toBe(false);
		expect(reads('officeWorker', { unitId: UNIT.roads })).toBe(false);
		expect(reads('clerk', { id: ticket.timeline[0]?.by.id })).toBe(false);
		expect(reads('administrator', { desk: 'callCenter', unitId: UNIT.roads })).toBe(false);
	});

	test('R5.1 a chat is accepted at the Call Center, and served by who accepted it', () => {
		const atDesk = (desk: 'callCenter' | 'informationOffice') => staff('consultant', { desk });
		expect(mayServeChats(atDesk('callCenter'))).toBe(true);
		expect(mayServeChats(atDesk('informationOffice'))).toBe(false);
		expect(mayServeChats(staff('supervisor', { desk: 'callCenter' }))).toBe(false);
		const accepted = chatMatter({ id: CONSULTANT.id, name: '' });
		expect(denial(CONSULTANT, 'chat.serve', accepted)).toBeNull();
		expect(denial(CONSULTANT, 'chat.serve', chatMatter(null))).toBe('notOwner');
		const other = staff('consultant', { id: uuid(0x777), desk: 'callCenter' });
		expect(denial(other, 'chat.serve', accepted)).toBe('notOwner');
		expect(may(staff('fieldWorker', { unitId: UNIT.roads }), 'ticket.addNote', accepted)).toBe(
			false
		);
	});

	test('R12.1 heads amend what their own unit or cell sees to; the Director of WZKM anything', () => {
		const ofCell = { unitId: UNIT.roads, cellId: CELL.roadsNorth };
		const ofUnit = { unitId: UNIT.roads, cellId: null };
		const head = staff('unitHead', { unitId: UNIT.roads });
		const headOfCell = staff('unitHead', ofCell);
		expect(mayAmend(head, ofUnit)).toBe(true);
		expect(mayAmend(head, ofCell)).toBe(true);
		expect(mayAmend(headOfCell, ofCell)).toBe(true);
		expect(denial(headOfCell, 'article.propose', ofUnit)).toBe('otherUnit');
		expect(denial(head, 'article.propose', { unitId: UNIT.guard, cellId: null })).toBe('otherUnit');
		expect(mayAmend(staff('officeWorker', ofUnit), ofUnit)).toBe(false);
		expect(mayAmend(staff('editor'), ofUnit)).toBe(false);
		expect(mayAmend(staff('director'), ofUnit)).toBe(true);
		expect(may(staff('consultant', { desk: 'callCenter' }), 'ticket.take', ofUnit)).toBe(false);
	});

	test('several roles add up: any of them is enough', () => {
		const both = staff('consultant', { roles: ['consultant', 'fieldWorker'], unitId: UNIT.roads });
		expect(denial(both, 'ticket.addNote', ticket)).toBeNull();
		expect(denial({ ...both, unitId: UNIT.guard }, 'ticket.addNote', ticket)).toBe('otherUnit');
		expect(denial({ ...both, roles: [] }, 'ticket.addNote', ticket)).toBe('notAllowed');
	});

	test('without a ticket no standing is enough', () => {
		expect(denial(CONSULTANT, 'ticket.end')).toBe('notOwner');
		expect(denial(staff('unitHead', { unitId: UNIT.roads }), 'ticket.return')).toBe('otherUnit');
	});

	test('a device has no standing, whatever its id', () => {
		const kiosk: Actor = { type: 'device', id: CONSULTANT.id, class: 'kiosk', placeId: uuid(1) };
		expect(denial(kiosk, 'ticket.end', ticket)).toBe('notAllowed');
	});
});

test('every action has its row, and a row grants to somebody', () => {
	expect(Object.keys(POLICY).sort()).toEqual([...ACTIONS].sort());
	expect(Object.values(POLICY).every((grants) => grants.length > 0)).toBe(true);
});
