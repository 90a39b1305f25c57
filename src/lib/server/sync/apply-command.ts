import { and, eq, sql } from 'drizzle-orm';
import type { Actor } from '#lib/domain/org/roles.ts';
import { parseArguments, decide } from '#lib/domain/ticket/decide.ts';
import { COMMANDS } from '#lib/domain/ticket/commands.ts';
import { isCommandName } from '#lib/domain/ticket/arguments.ts';
import { FORM, inTodaysForm } from '#lib/domain/ticket/forms.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import { formatTicketNumber } from '#lib/domain/ticket/number.ts';
import { assert } from '#lib/base/assert.ts';
import type { Command } from '#lib/sync/protocol.ts';
import type { Transaction } from '../db/connection.ts';
import { blob, syncCommand, ticket, type StoredOutcome } from '../db/schema/index.ts';
import { loadReference } from '../tickets/reference.ts';
import { putAside } from './quarantine.ts';
import { lockTicket, ticketChanges, writeTicket } from '../tickets/ticket-writer.ts';

export type Application = {
	readonly client: string;
	readonly command: Command;
	readonly actor: Actor;
	readonly now: Date;
};

/**
 * Decides a command on what is true now and writes what follows from it.
 * @returns the outcome to store; 'retry' while the bytes it names have not arrived
 */
export async function applyCommand(
	tx: Transaction,
	{ client, command: written, actor, now }: Application
): Promise<StoredOutcome | 'retry'> {
	// Written by a build that is ahead of this node, while nodes are updated one after another.
	if (written.version > FORM) return 'retry';
	const form = inTodaysForm(written);
	if (!form) {
		await putAside(tx, client, written);
		return { status: 'quarantined' };
	}
	const command = { ...written, ...form };
	if (await buildsOnRefused(tx, client, command))
		return { status: 'skipped', refusal: { code: 'predecessorRefused' } };
	if (!(await bytesHaveArrived(tx, command))) return 'retry';
	const before = await lockTicket(tx, command.subject);
	const decided = decide(before, command, {
		commandId: command.id,
		subject: command.subject,
		actor,
		at: now.toISOString(),
		capturedAt: earlier(command.capturedAt, now),
		number: before === null ? await drawNumber(tx, now) : null,
		reference: await loadReference(tx, command.args)
	});
	if (!decided.ok) return { status: 'rejected', refusal: decided.error };
	const after = evolveAll(before, decided.value);
	assert(after, 'what happened to a ticket leaves a ticket');
	if (before === null && (await receiptCodeIsTaken(tx, after.receiptCode)))
		return { status: 'rejected', refusal: { code: 'invalidReceiptCode', field: 'receiptCode' } };
	await writeTicket(tx, { before, events: decided.value, after });
	const scopes = [...new Set(ticketChanges(before, after).map(({ scope }) => scope))];
	return { status: 'applied', number: after.number, scopes };
}

/** Nothing later in a case is carried out on the strength of what proved not to be so. */
async function buildsOnRefused(tx: Transaction, client: string, command: Command) {
	if (command.prev === null) return false;
	if (isCommandName(command.name) && COMMANDS[command.name].standsAlone) return false;
	const [previous] = await tx
		.select({ outcome: syncCommand.outcome })
		.from(syncCommand)
		.where(and(eq(syncCommand.client, client), eq(syncCommand.seq, command.prev)));
	return previous?.outcome != null && previous.outcome.status !== 'applied';
}

async function bytesHaveArrived(tx: Transaction, { name, args }: Command): Promise<boolean> {
	if (name !== 'ticket.attachPhoto') return true;
	const parsed = parseArguments(name, args);
	if (!parsed.ok) return true;
	const rows = await tx
		.select({ sha256: blob.sha256 })
		.from(blob)
		.where(eq(blob.sha256, parsed.value.photo.sha256));
	return rows.length > 0;
}

/** A device whose clock runs ahead did not write the future down. */
function earlier(capturedAt: string, now: Date): string {
	const captured = new Date(capturedAt);
	return captured < now ? captured.toISOString() : now.toISOString();
}

const WARSAW_YEAR = new Intl.DateTimeFormat('en', { timeZone: 'Europe/Warsaw', year: 'numeric' });

async function drawNumber(tx: Transaction, now: Date): Promise<string> {
	const [row] = await tx.execute<{ running: string }>(
		sql`select nextval('ticket_number')::text as running`
	);
	assert(row, 'a sequence always has a next value');
	return formatTicketNumber(Number(WARSAW_YEAR.format(now)), Number(row.running));
}

async function receiptCodeIsTaken(tx: Transaction, receiptCode: string | null): Promise<boolean> {
	if (receiptCode === null) return false;
	const rows = await tx
		.select({ id: ticket.id })
		.from(ticket)
		.where(eq(ticket.receiptCode, receiptCode));
	return rows.length > 0;
}
