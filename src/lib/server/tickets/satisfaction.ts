/** The one question after the end of a ticket: the answer is counted, and stands with nobody's ticket. */
import { randomUUID } from 'node:crypto';
import { asc, desc, eq, sql } from 'drizzle-orm';
import { isRateable } from '#lib/domain/ticket/after-the-end.ts';
import { evolve } from '#lib/domain/ticket/evolve.ts';
import { monthOf } from '#lib/domain/retention.ts';
import type { ReceiptCode } from '#lib/domain/ticket/receipt-code.ts';
import { competentOf, type TicketEvent } from '#lib/domain/ticket/ticket.ts';
import type { Satisfaction } from '#lib/domain/ticket/vocabulary.ts';
import type { Scope } from '#lib/sync/scope.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { satisfactionCount, ticket } from '../db/schema/index.ts';
import { lockTickets, scopesTouched, writeTickets } from './ticket-writer.ts';

export type Rating = { readonly receiptCode: ReceiptCode; readonly answer: Satisfaction };

/**
 * Counts the answer of whoever holds the receipt, once for a ticket.
 * @returns the scopes whose readers have the ticket; null where nothing can be answered (any more)
 */
export async function rate(
	tx: Transaction,
	{ receiptCode, answer }: Rating,
	now: Date
): Promise<readonly Scope[] | null> {
	const found = await tx
		.select({ id: ticket.id })
		.from(ticket)
		.where(eq(ticket.receiptCode, receiptCode));
	const before = (
		await lockTickets(
			tx,
			found.map(({ id }) => id)
		)
	)
		.values()
		.next().value;
	if (!before || !isRateable(before)) return null;
	const event: TicketEvent = {
		type: 'rated',
		commandId: randomUUID(),
		at: now.toISOString(),
		by: { type: 'anonymous', id: '', name: '' }
	};
	const after = evolve(before, event);
	await writeTickets(tx, [{ before, events: [event], after }]);
	const row = {
		month: monthOf(now),
		kind: before.kind ?? before.declaredKind,
		unitId: competentOf(before)?.unitId ?? null,
		answer
	};
	await tx
		.insert(satisfactionCount)
		.values({ ...row, answers: 1 })
		.onConflictDoUpdate({
			target: [
				satisfactionCount.month,
				satisfactionCount.unitId,
				satisfactionCount.kind,
				satisfactionCount.answer
			],
			set: { answers: sql`${satisfactionCount.answers} + 1` }
		});
	return scopesTouched(before, after);
}

export type SatisfactionCount = typeof satisfactionCount.$inferSelect;

/** The latest month first. @param since year × 12 + month, as in domain/retention.ts */
export const listSatisfaction = (
	db: Database,
	since: number
): Promise<readonly SatisfactionCount[]> =>
	db
		.select()
		.from(satisfactionCount)
		.where(sql`${satisfactionCount.month} >= ${since}`)
		.orderBy(desc(satisfactionCount.month), asc(satisfactionCount.unitId));
