/** Acts tried on tickets of the examples, and what is said to them. */
import type { CommandName } from '#lib/domain/ticket/arguments.ts';
import { decide } from '#lib/domain/ticket/decide.ts';
import type { RefusalCode } from '#lib/domain/ticket/refusals.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type { Status } from '#lib/domain/ticket/vocabulary.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import { AT, contextFor, OTHER, RIGHT_ARGUMENTS, ticketIn, type Wanted } from './tickets.ts';

export type Following = Exclude<CommandName, 'ticket.register'>;
export type Attempt = { ticket: Ticket | null; name: string; actor: Actor; args?: object };

export function attempt({ ticket, name, actor, args }: Attempt) {
	const right: Readonly<Record<string, object>> = RIGHT_ARGUMENTS;
	return decide(ticket, { name, args: args ?? right[name] }, contextFor(actor));
}

const WAITING = { since: AT, question: 'Gdzie?' };

const WITH_LETTERS = { name: null, phone: null, email: 'jan@example.pl', letters: true } as const;

const LINK = { as: 'followUpOf', ticketId: OTHER.open, number: 'ŁCK/2026/000061' } as const;

/** A fax ends in its own way, only what waits goes on and what is linked is unlinked; everything else is tried on a telephone call. */
export const ticketFor = (name: string, status: Status, wanted: Wanted = {}): Ticket => ({
	...ticketIn(status, wanted),
	...(name === 'ticket.endFax' ? { channel: 'fax' } : {}),
	...(name === 'ticket.resume' ? { waiting: WAITING } : {}),
	...(name === 'ticket.stopLetters' ? { contact: WITH_LETTERS } : {}),
	...(name === 'ticket.unlink' ? { links: [LINK] } : {})
});

export const codeOf = (tried: Attempt): 'ok' | RefusalCode => {
	const decided = attempt(tried);
	return decided.ok ? 'ok' : decided.error.code;
};
