import { eq } from 'drizzle-orm';
import { parseReceiptCode } from '#lib/domain/ticket/receipt-code.ts';
import type { Ticket, TimelineEntry } from '#lib/domain/ticket/ticket.ts';
import type { Status } from '#lib/domain/ticket/vocabulary.ts';
import type { Database } from '../db/connection.ts';
import { ticket } from '../db/schema/index.ts';

/** What whoever holds the receipt learns: how far it is, and nothing of what was said or who said it. */
export type TrackedTicket = {
	readonly number: string | null;
	readonly status: Status;
	/** ISO 8601 UTC, like the others. */
	readonly registeredAt: string;
	/** Since when it has been in this status. */
	readonly statusSince: string;
	readonly endedAt: string | null;
};

/** @returns null for a code that nobody was given; one that cannot exist takes the same way */
export async function trackTicket(db: Database, typed: string): Promise<TrackedTicket | null> {
	const code = parseReceiptCode(typed);
	const [row] = await db
		.select({ state: ticket.state })
		.from(ticket)
		.where(eq(ticket.receiptCode, code.ok ? code.value : ''));
	if (!row) return null;
	const { state } = row;
	return {
		number: state.number,
		status: state.status,
		registeredAt: state.registeredAt,
		statusSince: statusSince(state),
		endedAt: state.status === 'ended' ? state.endedAt : null
	};
}

/** A note, a photograph or a mark leaves a ticket where it is. */
const STAYS: readonly TimelineEntry['type'][] = ['noteAdded', 'photoAttached', 'marked'];

function statusSince({ timeline, registeredAt }: Ticket): string {
	return timeline.findLast(({ type }) => !STAYS.includes(type))?.at ?? registeredAt;
}
