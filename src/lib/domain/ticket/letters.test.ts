import { describe, expect, it, test } from 'vitest';
import {
	after,
	CONSULTANT,
	contextFor,
	RECEIPT,
	registration,
	RESIDENT
} from '../../../../tests/support/tickets.ts';
import { decide } from './decide.ts';
import { letterOf, wantsLetters } from './letters.ts';
import { parseArguments } from './parse.ts';
import type { Ticket, TicketEvent } from './ticket.ts';

const contact = { name: 'Jan', phone: '', email: 'jan@example.pl', letters: true };
const registered = (details: object = contact): Ticket =>
	after(
		null,
		{ name: 'ticket.register', args: registration({ contact: { ...contact, ...details } }) },
		{ actor: CONSULTANT }
	);
const correct = (ticket: Ticket, was: string, value: string): Ticket => {
	const taken = after(ticket, { name: 'ticket.take', args: {} }, { actor: CONSULTANT });
	const args = { field: 'email', was, value };
	return after(taken, { name: 'ticket.correct', args }, { actor: CONSULTANT });
};

describe('R8.5 e-mail about a ticket', () => {
	it('goes to whoever agreed, and to nobody else', () => {
		expect(wantsLetters(registered())).toBe(true);
		expect(wantsLetters(registered({ letters: false }))).toBe(false);
		expect(registered({ letters: false }).contact).toEqual({
			...{ name: 'Jan', phone: null, email: 'jan@example.pl' }
		});
		const anonymous = { name: 'ticket.register', args: registration() } as const;
		expect(wantsLetters(after(null, anonymous, { actor: CONSULTANT }))).toBe(false);
	});

	it('needs an address', () => {
		const args = registration({ contact: { ...contact, email: '' } });
		expect(parseArguments('ticket.register', args)).toEqual({
			ok: false,
			error: { code: 'required', field: 'contact.email' }
		});
	});

	it('is stopped by the receipt, once', () => {
		const stop = { name: 'ticket.stopLetters', args: { receiptCode: RECEIPT } } as const;
		const stopped = after(registered(), stop, { actor: RESIDENT });
		expect(wantsLetters(stopped)).toBe(false);
		expect(stopped.contact?.email).toBe('jan@example.pl');
		expect(stopped.timeline.at(-1)).toMatchObject({ type: 'lettersStopped' });
		expect(decide(stopped, stop, contextFor(RESIDENT))).toEqual({
			...{ ok: false, error: { code: 'noLetters' } }
		});
		const other = { ...stop, args: { receiptCode: 'ZZZZZZZZZZZZ' } };
		expect(decide(registered(), other, contextFor(RESIDENT))).toMatchObject({
			error: { code: 'invalidReceiptCode' }
		});
	});

	it('follows an address that is put right, and ends with one that is taken away', () => {
		const moved = correct(registered(), 'jan@example.pl', 'jan@example.org');
		expect([wantsLetters(moved), moved.contact?.email]).toEqual([true, 'jan@example.org']);
		const gone = correct(registered(), 'jan@example.pl', '');
		expect(gone.contact).toEqual({ name: 'Jan', phone: null, email: null });
		const nobody = correct(registered({ name: '' }), 'jan@example.pl', '');
		expect(nobody.contact).toBeNull();
	});

	test.each([
		['registered', 'registered'],
		['residentAsked', 'asked'],
		['ended', 'ended'],
		['endCorrected', 'reopened'],
		['noteAdded', null],
		['forwarded', null],
		['endDisputed', null]
	] as const)('%s is told as %s', (type, letter) => {
		expect(letterOf({ type } as TicketEvent)).toBe(letter);
	});
});
