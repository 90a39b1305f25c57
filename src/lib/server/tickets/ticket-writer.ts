import { eq } from 'drizzle-orm';
import { assert } from '#lib/base/assert.ts';
import { projectTicket } from '#lib/domain/ticket/audience.ts';
import type { Ticket, TicketEvent } from '#lib/domain/ticket/ticket.ts';
import { scopesOfTicket } from '#lib/sync/scope.ts';
import type { Transaction } from '../db/connection.ts';
import { ticket, ticketBlob, ticketEvent } from '../db/schema/index.ts';
import { recordChanges, type ScopeChange } from '../sync/change-log.ts';

/** The ticket as it is now, its row locked until the transaction ends. */
export async function lockTicket(tx: Transaction, id: string): Promise<Ticket | null> {
	const [row] = await tx
		.select({ state: ticket.state })
		.from(ticket)
		.where(eq(ticket.id, id))
		.for('update');
	return row?.state ?? null;
}

export type TicketStep = {
	readonly before: Ticket | null;
	readonly events: readonly TicketEvent[];
	readonly after: Ticket;
};

/** Writes what happened, what is now, and what that changes for every scope, in one transaction. */
export async function writeTicket(tx: Transaction, { before, events, after }: TicketStep) {
	await writeState(tx, before, after);
	const position = before?.timeline.length ?? 0;
	const photos = events.flatMap((event) =>
		event.type === 'photoAttached' ? [{ ticketId: after.id, sha256: event.photo.sha256 }] : []
	);
	// They do not need each other, so none waits for the answer to the one before.
	await Promise.all([
		tx.insert(ticketEvent).values(
			events.map((event, index) => ({
				ticketId: after.id,
				position: position + index,
				commandId: event.commandId,
				at: new Date(event.at),
				event
			}))
		),
		photos.length > 0 && tx.insert(ticketBlob).values(photos).onConflictDoNothing(),
		recordChanges(tx, ticketChanges(before, after))
	]);
}

async function writeState(tx: Transaction, before: Ticket | null, after: Ticket): Promise<void> {
	const row = { status: after.status, state: after };
	if (before) {
		await tx.update(ticket).set(row).where(eq(ticket.id, after.id));
		return;
	}
	assert(after.number && after.receiptCode, 'the server numbers what it registers');
	await tx.insert(ticket).values({
		...row,
		id: after.id,
		number: after.number,
		receiptCode: after.receiptCode,
		registeredAt: new Date(after.registeredAt)
	});
}

/** For each scope that held the ticket or holds it now: its text there, or that it left. */
export function ticketChanges(before: Ticket | null, after: Ticket): readonly ScopeChange[] {
	const now = scopesOfTicket(after);
	const kept = new Set(now.map(({ scope }) => scope));
	const left = (before ? scopesOfTicket(before) : []).filter(({ scope }) => !kept.has(scope));
	return [
		...left.map(({ scope }) => ({ scope, kind: 'ticket' as const, id: after.id, body: null })),
		...now.map(({ scope, audience }) => ({
			scope,
			kind: 'ticket' as const,
			id: after.id,
			body: JSON.stringify(projectTicket(after, audience))
		}))
	];
}
