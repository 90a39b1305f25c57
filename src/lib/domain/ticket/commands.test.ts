import { describe, expect, test } from 'vitest';
import {
	after,
	COLLEAGUE,
	CONSULTANT,
	contextFor,
	KIOSK,
	registration,
	RESIDENT,
	ticketIn,
	uuid,
	WORKER
} from '../../../../tests/support/tickets.ts';
import { isCommandName, type CommandName } from './arguments.ts';
import { COMMANDS } from './commands.ts';
import { decide, isOffered } from './decide.ts';

const NAMES = Object.keys(COMMANDS).filter(isCommandName);

describe('an act whose predecessor was refused', () => {
	/** What somebody wrote or saw is true all the same; what leads a ticket on is not. */
	const STILL_DONE: readonly CommandName[] = [
		'ticket.arrive',
		'ticket.addNote',
		'ticket.attachPhoto',
		'ticket.addPhoto',
		'ticket.attachDocument',
		'ticket.addDocument',
		'ticket.handTo112',
		'ticket.handOver',
		'ticket.correct',
		'ticket.markFollowUp',
		'ticket.unlink',
		'ticket.logContact',
		'ticket.addRemark',
		'ticket.stopLetters',
		'ticket.disputeEnd'
	];
	test.each(NAMES)('%s', (name) => {
		expect(COMMANDS[name].standsAlone).toBe(STILL_DONE.includes(name));
	});
});

describe('what only the server can decide, as its writer holds no more than the receipt', () => {
	const BY_RECEIPT: readonly CommandName[] = [
		'ticket.addPhoto',
		'ticket.addDocument',
		'ticket.addRemark',
		'ticket.stopLetters',
		'ticket.disputeEnd'
	];
	test.each(NAMES.filter((name) => COMMANDS[name].from !== 'nothing'))('%s', (name) => {
		const command = COMMANDS[name];
		expect('byReceipt' in command && command.byReceipt).toBe(BY_RECEIPT.includes(name));
	});
});

describe('what a screen offers', () => {
	test.each([
		['its time, and hers', CONSULTANT, 'reported', true],
		['its time, and somebody else’s', COLLEAGUE, 'reported', false],
		['not its time', CONSULTANT, 'forwarded', false],
		['another line', WORKER, 'reported', false]
	] as const)('R9.6 the end: %s', (...[_what, actor, status, offered]) => {
		expect(isOffered(actor, 'ticket.end', ticketIn(status))).toBe(offered);
	});
});

test('a resident is nobody in particular', () => {
	const command = { name: 'ticket.register', args: registration({ channel: 'web' }) };
	expect(decide(null, command, contextFor(RESIDENT))).toMatchObject({
		value: [{ by: { type: 'anonymous', id: '', name: '' }, intake: { placeId: null } }]
	});
});

test('a kiosk writes for the resident before it: the author is the device, without a name', () => {
	const args = registration({ channel: 'hall' });
	const ticket = after(null, { name: 'ticket.register', args }, { actor: KIOSK });
	expect(ticket.timeline[0]?.by).toEqual({ type: 'device', id: uuid(0x200), name: '' });
});
