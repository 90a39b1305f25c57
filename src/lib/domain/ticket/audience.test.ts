import { expect, test } from 'vitest';
import { ticketIn } from '../../../../tests/support/tickets.ts';
import { projectTicket } from './audience.ts';
import { STATUSES } from './vocabulary.ts';

test.each(STATUSES)('the unit never gets the receipt code of a ticket that is %s', (status) => {
	const ticket = ticketIn(status);
	const cut = projectTicket(ticket, 'unit');
	expect(ticket.receiptCode).toBe('0123456789AB');
	expect(cut.receiptCode).toBeNull();
	expect(JSON.stringify(cut)).not.toContain('0123456789AB');
});

test('nothing else is different for the unit, and nothing at all for the desk', () => {
	const ticket = ticketIn('reported');
	expect(projectTicket(ticket, 'desk')).toEqual(ticket);
	expect({ ...projectTicket(ticket, 'unit'), receiptCode: ticket.receiptCode }).toEqual(ticket);
});
