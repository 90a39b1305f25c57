/**
 * What the rules say on a device, of what it knows. Apart from the workspace, because a kiosk shows its first
 * screen without any of it.
 */
import { COMMANDS } from '#lib/domain/ticket/commands.ts';
import type { CommandName } from '#lib/domain/ticket/arguments.ts';
import { decide } from '#lib/domain/ticket/decide.ts';
import type { Refusal } from '#lib/domain/ticket/refusals.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type { Command } from '#lib/sync/protocol.ts';
import { overlay } from '#lib/sync/overlay.ts';
import { isPending, isRefused } from '#lib/sync/pending.ts';
import type { StoredEntry } from '../db/outbox-database.ts';
import type { RowDatabase } from '../db/row-database.ts';
import { readAll, readOne } from '../db/rows.ts';
import { referenceFor } from '../reference.ts';
import type { SeenTicket } from './seen.ts';

/** Whose device it is, and what of theirs is not in the rows. */
export type Held = {
	readonly rows: RowDatabase;
	readonly actor: Actor;
	readonly entries: () => Promise<readonly StoredEntry[]>;
};

type Wanted = Omit<Command, 'name' | 'seq' | 'prev'> & { readonly name: CommandName };

/** A device does not hold what these build on: a new ticket, or one known by its receipt alone. */
function isDecidedThere(name: CommandName): boolean {
	const command = COMMANDS[name];
	return command.from === 'nothing' || command.byReceipt === true;
}

/** @returns why it would be refused, as far as this device can know */
export async function refusalHere(
	command: Wanted,
	{ rows, actor, entries }: Held
): Promise<Refusal | null> {
	if (isDecidedThere(command.name)) return null;
	const own = (await entries()).filter(({ subject }) => subject === command.subject);
	// What the act itself names is looked up too.
	const reference = await referenceFor(rows, [...own, { command }]);
	const row = await readOne(rows, 'ticket', command.subject);
	const decided = decide(overlay(row, own, { actor, reference }), command, {
		commandId: command.id,
		subject: command.subject,
		...{ actor, reference, number: null },
		at: command.capturedAt,
		capturedAt: command.capturedAt
	});
	return decided.ok ? null : decided.error;
}

/**
 * Every ticket of this device with what waits laid over it. A live query asks it: each promise of the
 * browser's own that is waited for before the rows are read costs that they are noticed when they change.
 */
export async function seenTickets(held: Held): Promise<readonly SeenTicket[]> {
	const { rows, actor } = held;
	const known = new Map((await readAll(rows, 'ticket')).map((row) => [row.id, row] as const));
	const entries = await held.entries();
	const beholder = { actor, reference: await referenceFor(rows, entries) };
	const subjects = new Set([...known.keys(), ...entries.map(({ subject }) => subject)]);
	return [...subjects].flatMap((subject) => {
		const own = entries.filter((entry) => entry.subject === subject);
		const ticket: Ticket | null = overlay(known.get(subject) ?? null, own, beholder);
		const refused = own.filter(isRefused);
		return ticket ? [{ ticket, waiting: own.filter(isPending), refused }] : [];
	});
}
