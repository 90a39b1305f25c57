/** Decides commands on what is true now, and writes what follows from all of them. */
import { sql } from 'drizzle-orm';
import type { Actor } from '#lib/domain/org/roles.ts';
import { yearOf } from '#lib/domain/calendar.ts';
import { decide } from '#lib/domain/ticket/decide.ts';
import { parseArguments } from '#lib/domain/ticket/parse.ts';
import { COMMANDS } from '#lib/domain/ticket/commands.ts';
import type { Reference } from '#lib/domain/ticket/context.ts';
import type { CommandName } from '#lib/domain/ticket/arguments.ts';
import { FORM, inTodaysForm } from '#lib/domain/ticket/forms.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import type { Refusal } from '#lib/domain/ticket/refusals.ts';
import { formatTicketNumber } from '#lib/domain/ticket/number.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { assert } from '#lib/base/assert.ts';
import type { Command } from '#lib/sync/protocol.ts';
import { sealedIn } from '#lib/sync/sealed.ts';
import type { Transaction } from '../db/connection.ts';
import type { StoredOutcome } from '../db/schema/index.ts';
import { addEcho } from '../tickets/echo.ts';
import { loadReference, ticketsNamed } from '../tickets/reference.ts';
import { drawRunningNumbers } from '../tickets/running-numbers.ts';
import {
	lockTickets,
	scopesTouched,
	TicketSteps,
	writeTickets,
	type TicketStep
} from '../tickets/ticket-writer.ts';
import { putAside, type Aside } from './quarantine.ts';

export type Offer = {
	readonly client: string;
	readonly actor: Actor;
	readonly commands: readonly Command[];
};

/** Offered too early: before what it builds on, or before the bytes it names. */
export type Told = StoredOutcome | 'retry' | 'missingBytes';

export type Application = {
	/** None of them was answered before. */
	readonly offer: Offer;
	readonly now: Date;
	/** What was said before, by number. */
	readonly answered: ReadonlyMap<number, Told>;
	/** Stores the answers; it comes before their effects, which another may be about to have. */
	readonly note: (outcomes: ReadonlyMap<Command, StoredOutcome>) => Promise<void>;
	/** Is told what is written, where somebody asks. */
	readonly wrote?: (steps: readonly TicketStep[]) => void;
};

/** @returns the answer to each, by number */
export async function applyCommands(
	tx: Transaction,
	{ offer, now, answered, note, wrote }: Application
): Promise<ReadonlyMap<number, Told>> {
	const facts = await loadFacts(tx, offer.commands, now);
	const told = new Map(answered);
	const final = new Map<Command, StoredOutcome>();
	const aside: Aside[] = [];
	for (const command of offer.commands) {
		const decided = answer(command, { ...facts, told, now, actor: offer.actor });
		const refusal = hasNobodyToMend(command, offer.actor) ? refusalIn(decided) : null;
		const outcome = refusal ? ({ status: 'quarantined' } as const) : decided;
		told.set(command.seq, outcome);
		if (typeof outcome === 'string') continue;
		final.set(command, outcome);
		if (outcome.status === 'quarantined') aside.push({ command, refusal });
	}
	await note(final);
	const steps = facts.steps.all();
	await writeTickets(tx, steps);
	wrote?.(steps);
	for (const one of aside) await putAside(tx, offer.client, one);
	return new Map(offer.commands.map(({ seq }) => [seq, told.get(seq) ?? 'retry']));
}

/**
 * What a resident wrote at a kiosk: nobody comes back to it, and the kiosk itself cannot read what it has
 * sealed. Refused, it would be lost; so it is put aside whole instead, for a person to look at.
 */
const hasNobodyToMend = ({ name }: Command, actor: Actor): boolean =>
	actor.type === 'device' && name === 'ticket.register';

const refusalIn = (told: Told): Refusal | null =>
	typeof told === 'object' && 'refusal' in told ? told.refusal : null;

type Facts = {
	readonly steps: TicketSteps;
	readonly reference: Omit<Reference, 'ticket'>;
	/** Hashes of the bytes that have arrived. */
	readonly arrived: ReadonlySet<string>;
	/** Receipt codes that somebody has already; those of this push are put to them. */
	readonly takenCodes: Set<string>;
	/** Official numbers, drawn for whatever may need one. */
	readonly numbers: string[];
};

/** All that the decisions look up, at once: how often the database is asked does not depend on how many. */
async function loadFacts(tx: Transaction, commands: readonly Command[], now: Date): Promise<Facts> {
	const readable = commands.flatMap((command) => todays(command) ?? []);
	const args = readable.map((one) => one.args);
	const [tickets, reference, arrived, takenCodes, numbers] = await Promise.all([
		lockTickets(tx, [
			...new Set([...readable.map(({ subject }) => subject), ...ticketsNamed(args)])
		]),
		loadReference(tx, args),
		findArrived(tx, readable.flatMap(bytesOf)),
		findTakenCodes(tx, readable.flatMap(receiptCodeOf)),
		drawNumbers(tx, readable.filter(isOpening).length, now)
	]);
	return { steps: new TicketSteps(tickets), reference, arrived, takenCodes, numbers };
}

type Today = Omit<Command, 'name'> & { readonly name: CommandName };

/** @returns null for what nobody here can read: of an unknown form, or sealed to a key that is gone */
function todays(command: Command): Today | null {
	if (sealedIn(command.args)) return null;
	const form = inTodaysForm(command);
	return form && { ...command, ...form };
}

const isOpening = ({ name }: Today): boolean => COMMANDS[name].from === 'nothing';

/** The bytes that must be here before it can be carried out. */
function bytesOf({ name, args }: Today): readonly string[] {
	if (name === 'ticket.attachPhoto' || name === 'ticket.addPhoto') {
		const parsed = parseArguments(name, args);
		return parsed.ok ? [parsed.value.photo.sha256] : [];
	}
	if (name === 'ticket.attachDocument' || name === 'ticket.addDocument') {
		const parsed = parseArguments(name, args);
		return parsed.ok ? [parsed.value.document.sha256] : [];
	}
	return [];
}

function receiptCodeOf({ name, args }: Today): readonly string[] {
	if (name !== 'ticket.register') return [];
	const parsed = parseArguments(name, args);
	return parsed.ok ? [parsed.value.receiptCode] : [];
}

type Case = Facts & {
	readonly told: ReadonlyMap<number, Told>;
	readonly actor: Actor;
	readonly now: Date;
};

function answer(written: Command, facts: Case): Told {
	const { steps, told, now, actor, reference, numbers } = facts;
	// Written by a build that is ahead of this node, while nodes are updated one after another.
	if (written.version > FORM) return 'retry';
	const before = written.prev === null ? null : (told.get(written.prev) ?? 'retry');
	if (typeof before === 'string') return 'retry';
	const command = todays(written);
	if (!command) return { status: 'quarantined' };
	// Nothing later in a case is carried out on the strength of what proved not to be so.
	if (before && before.status !== 'applied' && !COMMANDS[command.name].standsAlone)
		return { status: 'skipped', refusal: { code: 'predecessorRefused' } };
	if (bytesOf(command).some((sha256) => !facts.arrived.has(sha256))) return 'missingBytes';
	const ticket = steps.now(command.subject);
	const decided = decide(ticket, command, {
		commandId: command.id,
		subject: command.subject,
		actor,
		at: now.toISOString(),
		capturedAt: earlier(command.capturedAt, now),
		number: ticket === null && isOpening(command) ? (numbers.shift() ?? null) : null,
		reference: { ...reference, ticket: (id) => steps.now(id) }
	});
	if (!decided.ok) return { status: 'rejected', refusal: decided.error };
	const after = evolveAll(ticket, decided.value);
	assert(after, 'what happened to a ticket leaves a ticket');
	if (ticket === null && isTaken(after, facts.takenCodes))
		return { status: 'rejected', refusal: { code: 'invalidReceiptCode', field: 'receiptCode' } };
	steps.add(after, decided.value);
	const echoed = decided.value.flatMap((event) => addEcho(steps, event, after));
	const scopes = [...new Set([...scopesTouched(ticket, after), ...echoed])];
	return { status: 'applied', number: after.number, scopes };
}

/** From now on this code is taken. */
function isTaken({ receiptCode }: Ticket, codes: Set<string>): boolean {
	if (receiptCode === null) return false;
	const taken = codes.has(receiptCode);
	codes.add(receiptCode);
	return taken;
}

/** A device whose clock runs ahead did not write the future down. */
function earlier(capturedAt: string, now: Date): string {
	const captured = new Date(capturedAt);
	return captured < now ? captured.toISOString() : now.toISOString();
}

async function drawNumbers(tx: Transaction, count: number, now: Date): Promise<string[]> {
	const year = yearOf(now);
	return (await drawRunningNumbers(tx, count)).map((running) => formatTicketNumber(year, running));
}

/** Locked, so that none is deleted before what names it is written. */
async function findArrived(
	tx: Transaction,
	hashes: readonly string[]
): Promise<ReadonlySet<string>> {
	if (hashes.length === 0) return new Set();
	const rows = await tx.execute<{ sha256: string }>(
		sql`select sha256 from blob where sha256 = any(${sql.param(hashes)}::text[])
			order by sha256 for key share`
	);
	return new Set(rows.map(({ sha256 }) => sha256));
}

async function findTakenCodes(tx: Transaction, codes: readonly string[]): Promise<Set<string>> {
	if (codes.length === 0) return new Set();
	const rows = await tx.execute<{ code: string }>(
		sql`select receipt_code as code from ticket where receipt_code = any(${sql.param(codes)}::text[])`
	);
	return new Set(rows.map(({ code }) => code));
}
