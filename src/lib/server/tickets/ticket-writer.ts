import { sql } from 'drizzle-orm';
import { assert } from '#lib/base/assert.ts';
import { monthOf } from '#lib/domain/retention.ts';
import { projectTicket } from '#lib/domain/ticket/audience.ts';
import { letterOf, wantsLetters } from '#lib/domain/ticket/letters.ts';
import type { Ticket, TicketEvent } from '#lib/domain/ticket/ticket.ts';
import { scopesOfTicket, type Scope } from '#lib/sync/scope.ts';
import type { Transaction } from '../db/connection.ts';
import { letter } from '../db/schema/index.ts';
import { recordChanges, type ScopeChange } from '../sync/change-log.ts';

/**
 * Tickets as they are now, their rows locked until the transaction ends; in one order, so that two
 * transactions which need the same ones never wait for each other.
 */
export async function lockTickets(
	tx: Transaction,
	ids: readonly string[]
): Promise<ReadonlyMap<string, Ticket>> {
	if (ids.length === 0) return new Map();
	const rows = await tx.execute<{ id: string; state: Ticket }>(sql`
		select id, state from ticket where id = any(${sql.param(ids)}::uuid[]) order by id for update`);
	return new Map(rows.map(({ id, state }) => [id, state]));
}

/** What one transaction makes of a ticket. */
export type TicketStep = {
	readonly before: Ticket | null;
	readonly events: readonly TicketEvent[];
	readonly after: Ticket;
};

/** Several acts on several tickets, gathered so that they are written at once. */
export class TicketSteps {
	readonly #before: ReadonlyMap<string, Ticket>;
	readonly #steps = new Map<string, TicketStep>();

	constructor(before: ReadonlyMap<string, Ticket>) {
		this.#before = before;
	}

	now(id: string): Ticket | null {
		return this.#steps.get(id)?.after ?? this.#before.get(id) ?? null;
	}

	add(after: Ticket, events: readonly TicketEvent[]): void {
		const earlier = this.#steps.get(after.id)?.events ?? [];
		const before = this.#before.get(after.id) ?? null;
		this.#steps.set(after.id, { before, events: [...earlier, ...events], after });
	}

	all(): readonly TicketStep[] {
		return [...this.#steps.values()];
	}
}

/** Writes what happened, what is now, and what that changes for every scope. */
export async function writeTickets(tx: Transaction, steps: readonly TicketStep[]): Promise<void> {
	if (steps.length === 0) return;
	await writeStates(tx, steps);
	// They do not need each other, so none waits for the answer to the one before.
	await Promise.all([
		writeEvents(tx, steps),
		writeAttachments(tx, steps),
		writeLetters(tx, steps),
		recordChanges(
			tx,
			steps.flatMap(({ before, after }) => ticketChanges(before, after))
		)
	]);
}

/** In which part of the tables it lies. */
const monthOfTicket = ({ registeredAt }: Ticket): number => monthOf(new Date(registeredAt));

async function writeStates(tx: Transaction, steps: readonly TicketStep[]): Promise<void> {
	const rows = steps.map(({ before, after }) => {
		const { id, number, receiptCode, status, registeredAt } = after;
		assert(number && receiptCode, 'the server numbers what it registers');
		const written = { id, number, receiptCode, status, registeredAt, state: after };
		return { isNew: before === null, month: monthOfTicket(after), ...written };
	});
	const written = (isNew: boolean) => rows.filter((row) => row.isNew === isNew);
	await Promise.all([insertStates(tx, written(true)), updateStates(tx, written(false))]);
}

async function insertStates(tx: Transaction, rows: readonly object[]): Promise<void> {
	if (rows.length === 0) return;
	await tx.execute(sql`
		insert into ticket (month, id, number, receipt_code, status, registered_at, state)
		select month, id, number, "receiptCode", status, "registeredAt", state
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as now (month int, id uuid, number text,
			"receiptCode" text, status text, "registeredAt" timestamptz, state jsonb)`);
}

/**
 * Month by month, and each said outright: what is known when a statement is planned is all that it locks, so
 * that whoever holds the part of another month is not in the way.
 */
async function updateStates(
	tx: Transaction,
	rows: readonly (object & { readonly month: number })[]
): Promise<void> {
	const months = Map.groupBy(rows, ({ month }) => month);
	for (const [month, states] of months)
		await tx.execute(sql`
			update ticket set status = now.status, state = now.state
			from jsonb_to_recordset(${JSON.stringify(states)}::jsonb) as now (id uuid, status text, state jsonb)
			where ticket.month = ${sql.raw(String(month))} and ticket.id = now.id`);
}

async function writeEvents(tx: Transaction, steps: readonly TicketStep[]): Promise<void> {
	const rows = steps.flatMap(({ before, events, after }) =>
		events.map((event, index) => ({
			month: monthOfTicket(after),
			ticket: after.id,
			position: (before?.timeline.length ?? 0) + index,
			command: event.commandId,
			at: event.at,
			event
		}))
	);
	await tx.execute(sql`
		insert into ticket_event (month, ticket_id, position, command_id, at, event)
		select month, ticket, position, command, at, event
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as happened (
			month int, ticket uuid, position int, command uuid, at timestamptz, event jsonb)`);
}

function attachedBy(event: TicketEvent): readonly string[] {
	if (event.type === 'photoAttached') return [event.photo.sha256];
	return event.type === 'documentAttached' ? [event.document.sha256] : [];
}

async function writeAttachments(tx: Transaction, steps: readonly TicketStep[]): Promise<void> {
	const rows = steps.flatMap(({ events, after }) =>
		events.flatMap((event) =>
			attachedBy(event).map((sha256) => ({ month: monthOfTicket(after), ticket: after.id, sha256 }))
		)
	);
	if (rows.length === 0) return;
	await tx.execute(sql`
		insert into ticket_blob (month, ticket_id, sha256)
		select month, ticket, sha256
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as shown (month int, ticket uuid, sha256 text)
		on conflict do nothing`);
}

/** In the transaction of what they tell of: a letter goes for what happened, and for all of it. */
async function writeLetters(tx: Transaction, steps: readonly TicketStep[]): Promise<void> {
	const rows = steps
		.filter(({ after }) => wantsLetters(after))
		.flatMap(({ events, after }) =>
			events.flatMap((event) => {
				const kind = letterOf(event);
				return kind ? [{ ticketId: after.id, month: monthOfTicket(after), kind }] : [];
			})
		);
	if (rows.length > 0) await tx.insert(letter).values(rows);
}

/** The scopes whose readers have, or had, the ticket. */
export function scopesTouched(before: Ticket | null, after: Ticket): readonly Scope[] {
	const held = before ? scopesOfTicket(before) : [];
	return [...new Set([...held, ...scopesOfTicket(after)].map(({ scope }) => scope))];
}

/** For each scope that held the ticket or holds it now: its text there, or that it left. */
function ticketChanges(before: Ticket | null, after: Ticket): readonly ScopeChange[] {
	const now = scopesOfTicket(after);
	const kept = new Set(now.map(({ scope }) => scope));
	const left = scopesTouched(before, after).filter((scope) => !kept.has(scope));
	const row = { kind: 'ticket' as const, id: after.id, month: monthOfTicket(after) };
	return [
		...left.map((scope) => ({ scope, ...row, body: null })),
		...now.map(({ scope, audience }) => ({
			...{ scope, ...row },
			body: JSON.stringify(projectTicket(after, audience))
		}))
	];
}
