/**
 * What was taken down wrongly is put right field by field, each against the value it was changed from: two
 * people who put right different fields do not get in each other's way, and of two who changed the same one
 * the second is told what the first made of it.
 */
import type { Arguments } from './arguments.ts';
import type { Context } from './context.ts';
import type { Refusal } from './refusals.ts';
import { ownerOf, type Contact, type Ticket, type TicketEventData } from './ticket.ts';
import type { Correctable } from './vocabulary.ts';

const NOBODY: Contact = { name: null, phone: null, email: null };

/** @returns '' where there is nothing */
export const valueOf = ({ location, contact }: Ticket, field: Correctable): string =>
	field === 'location' ? location : (contact?.[field] ?? '');

export function withValue(ticket: Ticket, field: Correctable, value: string): Ticket {
	if (field === 'location') return { ...ticket, location: value };
	const contact = { ...(ticket.contact ?? NOBODY), [field]: value === '' ? null : value };
	// Consent was for that address; without one there is nothing to consent to.
	const kept = contact.email === null ? lessLetters(contact) : contact;
	const isEmpty = [kept.name, kept.phone, kept.email].every((one) => one === null);
	return { ...ticket, contact: isEmpty ? null : kept };
}

export const withoutLetters = (ticket: Ticket): Ticket => ({
	...ticket,
	contact: ticket.contact && lessLetters(ticket.contact)
});

function lessLetters({ letters: _over, ...rest }: Contact): Contact {
	return rest;
}

/** An intervention is somewhere, as when it is taken down (§ 3(1)). */
export const refuseEmpty = (
	{ declaredKind }: Ticket,
	field: Correctable,
	value: string
): Refusal | null =>
	field === 'location' && value === '' && declaredKind === 'intervention'
		? { code: 'required', field: 'value' }
		: null;

export function correct(
	{ field, was, value }: Arguments<'ticket.correct'>,
	{ actor }: Context,
	ticket: Ticket
): TicketEventData | Refusal {
	// The unit on the spot knows the place better; whom to call back is the consultant's.
	const isInCharge = actor.type === 'staff' && ownerOf(ticket)?.id === actor.id;
	if (field !== 'location' && !isInCharge) return { code: 'notOwner' };
	const refused = refuseEmpty(ticket, field, value);
	if (refused) return refused;
	const now = valueOf(ticket, field);
	if (now !== was && now !== value)
		return {
			code: 'changedMeanwhile',
			field: 'value',
			params: { now, ...lastChange(ticket, field) }
		};
	return { type: 'corrected', field, was: now, value };
}

/** Who made it what it is, and when (ISO 8601 UTC). */
function lastChange({ timeline }: Ticket, field: Correctable): { name: string; at: string } {
	const last = timeline.findLast((entry) => entry.type === 'corrected' && entry.field === field);
	return { name: last?.by.name ?? '', at: last?.at ?? '' };
}
