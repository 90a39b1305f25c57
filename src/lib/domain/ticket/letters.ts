/**
 * E-mail to residents who want it: that their ticket is registered, that they are asked something, that it
 * ended or is taken up again. A letter says that, and nothing of the matter: mail is read by others too.
 */
import type { Ticket, TicketEvent } from './ticket.ts';

export const LETTERS = [
	'registered', // zarejestrowano
	'asked', // pytamy o coś mieszkańca
	'ended', // zakończono
	'reopened' // wznowiono
] as const;
export type Letter = (typeof LETTERS)[number];

const OF_EVENT: Readonly<Partial<Record<TicketEvent['type'], Letter>>> = {
	registered: 'registered',
	residentAsked: 'asked',
	ended: 'ended',
	endCorrected: 'reopened'
};

/** Whether anything is written to this resident; asked again before each letter goes. */
export const wantsLetters = ({ contact }: Ticket): boolean =>
	contact?.letters === true && contact.email !== null;

/** @returns null for what residents are not written of */
export const letterOf = ({ type }: TicketEvent): Letter | null => OF_EVENT[type] ?? null;
