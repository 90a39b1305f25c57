/** What may still be said of a ticket that has ended (§ 9(6)), and by the resident at any time. */
import { MOST_RESIDENT_DOCUMENTS, MOST_RESIDENT_PHOTOS } from './arguments.ts';
import type { Context } from './context.ts';
import type { Refusal } from './refusals.ts';
import type { Ticket } from './ticket.ts';

/** Working days would say nothing to a resident who waits: a fortnight by the calendar. */
export const CORRECTABLE_DAYS = 14;

export function refuseLate({ at }: Pick<Context, 'at'>, ticket: Ticket): Refusal | null {
	const endedAt = ticket.status === 'ended' ? Date.parse(ticket.endedAt) : NaN;
	const isLate = Date.parse(at) - endedAt > CORRECTABLE_DAYS * 86_400_000;
	return isLate ? { code: 'tooLate', params: { days: CORRECTABLE_DAYS } } : null;
}

/** The receipt is the resident's key to the ticket, and to no other. */
export const refuseReceipt = (code: string, { receiptCode }: Ticket): Refusal | null =>
	code === receiptCode ? null : { code: 'invalidReceiptCode', field: 'receiptCode' };

/** How many photographs came from outside the city's staff. */
export const residentPhotos = ({ timeline }: Ticket): number =>
	timeline.filter(({ type, by }) => type === 'photoAttached' && by.type !== 'staff').length;

export const residentDocuments = ({ timeline }: Ticket): number =>
	timeline.filter(({ type, by }) => type === 'documentAttached' && by.type !== 'staff').length;

export const refuseDocument = (ticket: Ticket): Refusal | null =>
	residentDocuments(ticket) < MOST_RESIDENT_DOCUMENTS
		? null
		: { code: 'tooManyDocuments', params: { limit: MOST_RESIDENT_DOCUMENTS } };

export const refusePhoto = (ticket: Ticket): Refusal | null =>
	residentPhotos(ticket) < MOST_RESIDENT_PHOTOS
		? null
		: { code: 'tooManyPhotos', params: { limit: MOST_RESIDENT_PHOTOS } };

/** Of what went to 112 nothing is left to be done here (§ 1(2)). */
export const refuseDispute = (ticket: Ticket): Refusal | null =>
	ticket.status === 'ended' && ticket.ending === 'handedTo112'
		? { code: 'wrongStatus', params: { status: ticket.status } }
		: null;

/** Is the one question asked? Of what went to 112 it would be out of place. */
export const isRateable = (ticket: Ticket): boolean =>
	ticket.status === 'ended' && ticket.ending !== 'handedTo112' && ticket.rated === undefined;

/** May the resident still say that it is not done? */
export const isDisputable = (ticket: Ticket, at: string): boolean =>
	ticket.status === 'ended' && (refuseDispute(ticket) ?? refuseLate({ at }, ticket)) === null;
