import type { Proof } from '../org/categories.ts';
import type { Unit } from '../org/units.ts';
import type { Actor } from '../org/roles.ts';
import type { Routed } from './routing.ts';
import type { PersonReference, Ticket } from './ticket.ts';
import type { Desk } from './vocabulary.ts';

export type Performer = PersonReference & {
	readonly unitId: string | null;
	readonly cellId: string | null;
};

export type Consultant = PersonReference & { readonly desk: Desk | null };

/** What a decision may look up; a device answers from its Knowledge Base, the server from the database. */
export type Reference = {
	readonly article: (id: string) => Routed | null;
	readonly category: (id: string) => (Routed & { readonly proof?: Proof | undefined }) | null;
	/** Somebody who takes tickets over: a consultant who works here. */
	readonly consultant: (id: string) => Consultant | null;
	/** Somebody of the second line who works here. */
	readonly performer: (id: string) => Performer | null;
	/** The version of the portal's terms in force then (R4.2); null on a device, which does not know. */
	readonly termsInForce: (at: string) => number | null;
	/** A device holds but a few of them: 'unheld' is one that only the server can look up. */
	readonly ticket: (id: string) => Ticket | 'unheld' | null;
	readonly unit: (id: string) => Pick<Unit, 'active' | 'parentId'> | null;
};

/** Everything a decision depends on besides the ticket and the arguments. */
export type Context = {
	readonly commandId: string;
	/** The id of the ticket the command is about. */
	readonly subject: string;
	readonly actor: Actor;
	/** ISO 8601 UTC: the server's clock where it counts, the device's while a command waits. */
	readonly at: string;
	readonly capturedAt: string;
	/** The official number for a registration; null on a device, which cannot give one. */
	readonly number: string | null;
	readonly reference: Reference;
};
