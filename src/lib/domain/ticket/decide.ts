import { err, ok, type Result } from '#lib/base/result.ts';
import { denial } from '../org/policy.ts';
import type { Actor } from '../org/roles.ts';
import { isCommandName, type Arguments, type CommandName } from './arguments.ts';
import { COMMANDS, type Command } from './commands.ts';
import type { Context } from './context.ts';
import { mainOf } from './links.ts';
import { parseArguments } from './parse.ts';
import { isRefusal, type Refusal } from './refusals.ts';
import type { Author, Ticket, TicketEvent } from './ticket.ts';
import type { Status } from './vocabulary.ts';

/** An act as it travels: its name and arguments have not been checked yet. */
export type TicketCommand = { readonly name: string; readonly args: unknown };

/**
 * Decides one act on one ticket: the same on the device, for what the person sees at once, and on the
 * server, for what counts. The order of the checks is the order in which a person would ask: is there
 * such an act and such a ticket, may I, is it its time, did I fill it in right.
 * @returns what happened, or why it was refused; a refusal changes nothing
 */
export function decide(
	ticket: Ticket | null,
	command: TicketCommand,
	context: Context
): Result<readonly TicketEvent[], Refusal> {
	if (!isCommandName(command.name)) return err({ code: 'unknownCommand' });
	return decideNamed(command.name, { ticket, args: command.args, context });
}

type Case = { ticket: Ticket | null; args: unknown; context: Context };

function decideNamed<Name extends CommandName>(
	name: Name,
	{ ticket, args, context }: Case
): Result<readonly TicketEvent[], Refusal> {
	const command: Command<Name> = COMMANDS[name];
	const untimely = refuseByStatus(command, ticket);
	if (untimely?.code === 'notRegistered' || untimely?.code === 'alreadyRegistered')
		return err(untimely);
	const denied = denial(context.actor, name, ticket);
	if (denied) return err({ code: denied });
	const refused = untimely ?? refuseFollower(command, ticket);
	if (refused) return err(refused);
	const parsed = parseArguments(name, args);
	if (!parsed.ok) return parsed;
	const outcome = run(command, parsed.value, { ticket, context });
	if (isRefusal(outcome)) return err(outcome);
	const { commandId, at, actor } = context;
	return ok([{ ...outcome, commandId, at, by: authorOf(actor) }]);
}

function run<Name extends CommandName>(
	command: Command<Name>,
	args: Arguments<Name>,
	{ ticket, context }: { ticket: Ticket | null; context: Context }
) {
	if (command.from === 'nothing') return command.decide(args, context);
	if (!ticket) return { code: 'notRegistered' } satisfies Refusal;
	return command.decide(args, context, ticket);
}

type Timing = {
	readonly from: 'nothing' | readonly Status[];
	readonly late?: readonly Status[];
	readonly ownWay?: true;
};

function refuseByStatus(
	command: Timing,
	ticket: Ticket | null,
	also: 'also late' | 'in time' = 'also late'
): Refusal | null {
	if (command.from === 'nothing') return ticket ? { code: 'alreadyRegistered' } : null;
	if (!ticket) return { code: 'notRegistered' };
	return isTimely(command, ticket.status, also)
		? null
		: { code: 'wrongStatus', params: { status: ticket.status } };
}

function isTimely(command: Timing, status: Status, also: 'also late' | 'in time'): boolean {
	if (command.from === 'nothing') return false;
	const late = also === 'also late' ? (command.late ?? []) : [];
	return command.from.includes(status) || late.includes(status);
}

/** A duplicate goes the way of its main ticket (links.ts). */
function refuseFollower(command: Timing, ticket: Ticket | null): Refusal | null {
	const main = ticket && mainOf(ticket);
	return command.ownWay && main ? { code: 'followsMain', params: { number: main.number } } : null;
}

/** What a screen may offer: this actor may do it to this ticket, and it is its time. */
export const isOffered = (actor: Actor, name: CommandName, ticket: Ticket): boolean =>
	refuseByStatus(COMMANDS[name], ticket, 'in time') === null &&
	refuseFollower(COMMANDS[name], ticket) === null &&
	denial(actor, name, ticket) === null;

function authorOf(actor: Actor): Author {
	if (actor.type === 'staff') return { type: 'staff', id: actor.id, name: actor.name };
	if (actor.type === 'device') return { type: 'device', id: actor.id, name: '' };
	return { type: 'anonymous', id: '', name: '' };
}
