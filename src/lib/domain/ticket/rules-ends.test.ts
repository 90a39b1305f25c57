import { describe, expect, test } from 'vitest';
import {
	after,
	AT,
	CELL,
	COLLEAGUE,
	CONSULTANT,
	contextFor,
	KIOSK,
	NOBODY,
	OFFICE_CONSULTANT,
	RECEIPT,
	RESIDENT,
	RIGHT_ARGUMENTS,
	staff,
	SUPERVISOR,
	ticketIn,
	UNIT,
	WORKER
} from '../../../../tests/support/tickets.ts';
import type { Actor } from '../org/roles.ts';
import { isDisputable, isRateable } from './after-the-end.ts';
import { MOST_RESIDENT_PHOTOS } from './arguments.ts';
import { decide, isOffered } from './decide.ts';
import { evolve } from './evolve.ts';
import { ownerOf, type Ticket } from './ticket.ts';
import { STATUSES } from './vocabulary.ts';

type Act = { ticket: Ticket | null; actor: Actor; name: string; args: object; at?: string };
const tell = ({ ticket, actor, name, args, at = AT }: Act) => {
	const decided = decide(ticket, { name, args }, contextFor(actor, { at }));
	return decided.ok ? decided.value[0] : decided.error;
};

describe('R10.1 what is not within § 1', () => {
	const name = 'ticket.endOutOfScope';
	const args = { unitId: UNIT.roads, cellId: CELL.roadsNorth, text: 'Propozycja nazwy ulicy' };

	test('is forwarded to whoever sees to it, and ended, in one step', () => {
		const ended = after(ticketIn('taken'), { name, args }, { actor: CONSULTANT });
		expect(ended).toMatchObject({
			status: 'ended',
			ending: 'forwardedOutOfScope',
			competent: { unitId: UNIT.roads, cellId: CELL.roadsNorth }
		});
	});

	test.each([
		['a closed unit', { unitId: UNIT.closed, cellId: null }, 'unitId'],
		['a cell of another unit', { cellId: CELL.guardPatrol }, 'cellId']
	])('not to %s', (_what, wrong, field) => {
		const told = tell({
			...{ ticket: ticketIn('taken'), actor: CONSULTANT, name },
			args: { ...args, ...wrong }
		});
		expect(told).toEqual({ code: 'unknownUnit', field });
	});
});

describe('R10.2 what is not the city’s', () => {
	test('ends with whose it is and by which law', () => {
		const args = { addressee: 'GDDKiA Łódź', legalBasis: 'kpa65', text: 'Droga krajowa' };
		const ended = after(
			ticketIn('taken'),
			{ name: 'ticket.endOutsideCompetence', args },
			{ actor: CONSULTANT }
		);
		expect(ended).toMatchObject({ status: 'ended', ending: 'outsideCompetence', competent: null });
		expect(ended.timeline.at(-1)).toMatchObject({
			disposal: { addressee: 'GDDKiA Łódź', legalBasis: 'kpa65' }
		});
	});
});

describe('R6.2 a fax', () => {
	const fax = ticketIn('taken', { channel: 'fax' });

	test('is handled outside: it is not forwarded, and ends with how that was done', () => {
		const forward = { name: 'ticket.forward', args: { unitId: UNIT.roads, cellId: null } };
		expect(tell({ ticket: fax, actor: OFFICE_CONSULTANT, ...forward })).toEqual({
			code: 'faxHandledOutside'
		});
		const end = { name: 'ticket.endFax', args: { text: 'Odpowiedź odesłano faksem' } };
		expect(tell({ ticket: fax, actor: OFFICE_CONSULTANT, ...end })).toMatchObject({
			ending: 'handledOutside'
		});
	});

	test('alone ends so', () => {
		const end = { name: 'ticket.endFax', args: { text: 'x' } };
		const call = { ticket: ticketIn('taken'), actor: CONSULTANT, ...end };
		expect(tell(call)).toEqual({ code: 'notFax' });
	});
});

describe('R9.6 absence, and mistakes', () => {
	const handOver = (personId: string) => ({
		...{ name: 'ticket.handOver', args: { personId, text: 'Urlop' } }
	});

	test('a supervisor gives a ticket to another consultant, who alone ends it then', () => {
		const handed = after(ticketIn('reported'), handOver(COLLEAGUE.id), { actor: SUPERVISOR });
		expect(ownerOf(handed)).toEqual({ id: COLLEAGUE.id, name: COLLEAGUE.name });
		expect(handed.timeline.at(-1)).toMatchObject({ type: 'handedOver', text: 'Urlop' });
		const end = { ticket: handed, name: 'ticket.end', args: { articleId: null } };
		expect(tell({ ...end, actor: CONSULTANT })).toEqual({ code: 'notOwner' });
		expect(tell({ ...end, actor: COLLEAGUE })).toMatchObject({ type: 'ended' });
	});

	test.each([
		['who has it already', CONSULTANT.id],
		['of the other section', OFFICE_CONSULTANT.id],
		['who is no consultant', WORKER.id],
		['who is nobody', NOBODY]
	])('not to somebody %s', (_who, personId) => {
		const told = tell({ ticket: ticketIn('taken'), actor: SUPERVISOR, ...handOver(personId) });
		expect(told).toEqual({ code: 'unknownPerson', field: 'personId' });
	});

	test('a supervisor of the other section gives nothing away', () => {
		const other = staff('supervisor', { desk: 'informationOffice' });
		const told = tell({ ticket: ticketIn('taken'), actor: other, ...handOver(COLLEAGUE.id) });
		expect(told).toEqual({ code: 'otherDesk' });
	});

	const correct = { name: 'ticket.correctEnd', args: { text: 'Nie to zgłoszenie' } };
	const inDays = (days: number, more = 0) =>
		new Date(Date.parse(AT) + days * 86_400_000 + more).toISOString();

	test('a mistaken end is taken back to where it ended from', () => {
		const reported = after(ticketIn('ended'), correct, { actor: CONSULTANT, at: inDays(14) });
		expect(reported).toMatchObject({ status: 'reported', report: { manner: 'carriedOut' } });
		expect('ending' in reported).toBe(false);
		const end = { name: 'ticket.endOutsideCompetence' };
		const args = { addressee: 'GDDKiA', legalBasis: 'kpa65', text: '' };
		const outside = after(ticketIn('taken'), { ...end, args }, { actor: CONSULTANT });
		expect(after(outside, correct, { actor: CONSULTANT }).status).toBe('taken');
	});

	test('… for a fortnight, and by its consultant', () => {
		const ended = ticketIn('ended');
		expect(tell({ ticket: ended, actor: CONSULTANT, ...correct, at: inDays(14, 1) })).toEqual({
			code: 'tooLate',
			params: { days: 14 }
		});
		expect(tell({ ticket: ended, actor: COLLEAGUE, ...correct })).toEqual({ code: 'notOwner' });
	});
});

describe('R9.4 a report that comes late', () => {
	const second = { name: 'ticket.reportDone', args: { manner: 'secured', text: 'Byliśmy też' } };

	test.each(['reported', 'ended'] as const)('is kept, and changes nothing: %s', (status) => {
		const before = ticketIn(status);
		const next = after(before, second, { actor: WORKER });
		expect({ ...next, timeline: [] }).toEqual({ ...before, timeline: [] });
		expect(next.timeline.at(-1)).toMatchObject({ type: 'reportedLate', text: 'Byliśmy też' });
	});

	test('is not asked for', () => {
		expect(isOffered(WORKER, 'ticket.reportDone', ticketIn('inProgress'))).toBe(true);
		for (const status of ['reported', 'ended'] as const)
			expect(isOffered(WORKER, 'ticket.reportDone', ticketIn(status))).toBe(false);
	});
});

describe('R7.1 a contact outside the system', () => {
	test('is written down: how, with whom, what', () => {
		const args = { means: 'phone', partner: 'Dyżurny ZDiT', text: 'Ekipa w drodze' };
		const next = after(
			ticketIn('forwarded'),
			{ name: 'ticket.logContact', args },
			{ actor: CONSULTANT }
		);
		expect(next.timeline.at(-1)).toMatchObject({ type: 'contactLogged', ...args });
	});
});

describe('R8.5 what the resident adds by the receipt', () => {
	const remark = (receiptCode: string) => ({
		...{ name: 'ticket.addRemark', args: { receiptCode, text: 'Dziura się powiększyła' } }
	});
	const END = { name: 'ticket.end', args: { articleId: null } };
	const dispute = { name: 'ticket.disputeEnd', args: { receiptCode: RECEIPT, text: 'Nadal jest' } };
	const later = (days: number) => new Date(Date.parse(AT) + days * 86_400_000 + 1).toISOString();

	test.each([RESIDENT, KIOSK])('is seen by its readers, and changes nothing: $type', (actor) => {
		const before = ticketIn('inProgress');
		const next = after(before, remark('0123-4567-89ab'), { actor });
		expect({ ...next, timeline: [] }).toEqual({ ...before, timeline: [] });
		expect(next.timeline.at(-1)).toMatchObject({
			...{ type: 'remarkAdded', text: 'Dziura się powiększyła', by: { type: actor.type } }
		});
	});

	test('R8.5 photographs come by it too, and no more than eight', () => {
		const photo = { name: 'ticket.addPhoto', args: RIGHT_ARGUMENTS['ticket.addPhoto'] };
		const by = (ticket: Ticket) => tell({ ticket, actor: RESIDENT, ...photo });
		let ticket = ticketIn('inProgress');
		for (let sent = 0; sent < MOST_RESIDENT_PHOTOS; sent += 1)
			ticket = after(ticket, photo, { actor: RESIDENT });
		expect(ticket.timeline.at(-1)).toMatchObject({
			...{ type: 'photoAttached', by: { type: 'anonymous' } }
		});
		expect(by(ticket)).toEqual({ code: 'tooManyPhotos', params: { limit: 8 } });
		// What a crew takes is not counted with them.
		const crew = { name: 'ticket.attachPhoto', args: RIGHT_ARGUMENTS['ticket.attachPhoto'] };
		expect(after(ticket, crew, { actor: WORKER }).timeline).toHaveLength(
			ticket.timeline.length + 1
		);
		const crews = Array.from({ length: 9 }).reduce<Ticket>(
			(one) => after(one, crew, { actor: WORKER }),
			ticketIn('inProgress')
		);
		expect(by(crews)).toMatchObject({ type: 'photoAttached' });
	});

	test('is taken from nobody without the code of this ticket', () => {
		for (const command of [
			remark('ZZZZZZZZZZZZ'),
			{
				name: 'ticket.addPhoto',
				args: { ...RIGHT_ARGUMENTS['ticket.addPhoto'], receiptCode: 'ZZZZZZZZZZZZ' }
			},
			{ ...dispute, args: { ...dispute.args, receiptCode: 'ZZZZZZZZZZZZ' } }
		])
			expect(tell({ ticket: ticketIn('ended'), actor: RESIDENT, ...command })).toEqual({
				...{ code: 'invalidReceiptCode', field: 'receiptCode' }
			});
	});

	test('R9.6 "not done" brings an ended ticket back to its consultant, for a fortnight', () => {
		const ended = ticketIn('ended');
		const again = after(ended, dispute, { actor: RESIDENT });
		expect(again).toMatchObject({ status: 'reported', owner: { id: CONSULTANT.id } });
		expect(tell({ ticket: ended, actor: RESIDENT, ...dispute, at: later(14) })).toEqual({
			...{ code: 'tooLate', params: { days: 14 } }
		});
		expect(isDisputable(ended, later(13))).toBe(true);
		expect(isDisputable(ended, later(14))).toBe(false);
		expect(isDisputable(ticketIn('reported'), AT)).toBe(false);
	});

	test('R8.4 the one question is asked of what has ended, once, and not of what went to 112', () => {
		const ended = ticketIn('ended');
		expect(isRateable(ended)).toBe(true);
		for (const status of STATUSES.filter((one) => one !== 'ended'))
			expect(isRateable(ticketIn(status))).toBe(false);
		const rated = evolve(ended, {
			...{ type: 'rated', commandId: NOBODY, at: AT },
			by: { type: 'anonymous', id: '', name: '' }
		});
		expect(isRateable(rated)).toBe(false);
		// Taken up again and ended once more, it is not asked a second time.
		const again = after(after(rated, dispute, { actor: RESIDENT }), END, { actor: CONSULTANT });
		expect([again.status, isRateable(again)]).toEqual(['ended', false]);
		const handTo112 = { name: 'ticket.handTo112', args: { text: 'Ranny.' } };
		expect(isRateable(after(ticketIn('taken'), handTo112, { actor: CONSULTANT }))).toBe(false);
	});

	test('R1.2 not what was handed to 112', () => {
		const handed = after(
			ticketIn('taken'),
			{ name: 'ticket.handTo112', args: { text: 'Gaz' } },
			{ actor: CONSULTANT }
		);
		expect(tell({ ticket: handed, actor: RESIDENT, ...dispute })).toMatchObject({
			code: 'wrongStatus'
		});
		expect(isDisputable(handed, AT)).toBe(false);
	});
});
