import { eq, inArray } from 'drizzle-orm';
import {
	isDisputable,
	isRateable,
	residentDocuments,
	residentPhotos
} from '#lib/domain/ticket/after-the-end.ts';
import { wantsLetters } from '#lib/domain/ticket/letters.ts';
import { linksOf, mainOf } from '#lib/domain/ticket/links.ts';
import { parseReceiptCode } from '#lib/domain/ticket/receipt-code.ts';
import type { Ticket, TimelineEntry } from '#lib/domain/ticket/ticket.ts';
import type { Status } from '#lib/domain/ticket/vocabulary.ts';
import type { Database } from '../db/connection.ts';
import { ticket } from '../db/schema/index.ts';

/** What whoever holds the receipt learns: how far it is, what they are told, and nothing of who did it. */
export type TrackedTicket = {
	readonly number: string | null;
	readonly status: Status;
	/** ISO 8601 UTC, like the others. */
	readonly registeredAt: string;
	/** Since when it has been in this status. */
	readonly statusSince: string;
	readonly endedAt: string | null;
	/** What was written for the resident at the end; empty where nothing was. */
	readonly answer: string;
	/** What the resident is asked, and nobody can go on without; empty where nothing is. */
	readonly question: string;
	/** What the resident added later, the oldest first. */
	readonly remarks: readonly { readonly at: string; readonly text: string }[];
	/** How many photographs of theirs have arrived. */
	readonly photos: number;
	/** And how many documents. */
	readonly documents: number;
	/** They get e-mail about it, and may stop it. */
	readonly letters: boolean;
	/** Of the ticket, for what the resident adds. */
	readonly ticketId: string;
	/** The resident may still say that it is not done. */
	readonly disputable: boolean;
	/** The one question after the end may be answered. */
	readonly rateable: boolean;
	/** It goes the way of an earlier report of the same thing, and so far as that one is. */
	readonly together: boolean;
	/** Matters that were taken out of this one, each with a number and a state of its own. */
	readonly parts: readonly { readonly number: string; readonly status: Status | null }[];
};

/** @returns null for a code that nobody was given; one that cannot exist takes the same way */
export async function trackTicket(
	{ db, now }: { readonly db: Database; readonly now: () => Date },
	typed: string
): Promise<TrackedTicket | null> {
	const code = parseReceiptCode(typed);
	const [row] = await db
		.select({ state: ticket.state })
		.from(ticket)
		.where(eq(ticket.receiptCode, code.ok ? code.value : ''));
	if (!row) return null;
	const { state } = row;
	const others = await linkedTo(db, state);
	const main = others.get(mainOf(state)?.ticketId ?? '');
	return {
		number: state.number,
		status: (state.status === 'ended' ? null : main?.status) ?? state.status,
		registeredAt: state.registeredAt,
		statusSince: statusSince(state),
		endedAt: state.status === 'ended' ? state.endedAt : null,
		answer: answerIn(state),
		question: state.waiting?.question ?? '',
		remarks: state.timeline.flatMap((entry) =>
			RESIDENTS.has(entry.type) && 'text' in entry ? [{ at: entry.at, text: entry.text }] : []
		),
		photos: residentPhotos(state),
		documents: residentDocuments(state),
		letters: wantsLetters(state),
		ticketId: state.id,
		disputable: isDisputable(state, now().toISOString()),
		rateable: isRateable(state),
		together: mainOf(state) !== null,
		parts: linksOf(state, 'hasPart').map(({ ticketId, number }) => ({
			...{ number, status: others.get(ticketId)?.status ?? null }
		}))
	};
}

/** As much of them as is said here; one that is gone (R3.3) is not among them. */
async function linkedTo(db: Database, state: Ticket): Promise<ReadonlyMap<string, Ticket>> {
	const ids = linksOf(state, 'duplicateOf', 'hasPart').map(({ ticketId }) => ticketId);
	if (ids.length === 0) return new Map();
	const rows = await db
		.select({ id: ticket.id, state: ticket.state })
		.from(ticket)
		.where(inArray(ticket.id, ids));
	return new Map(rows.map((one) => [one.id, one.state]));
}

/** What is said at the end is said to the resident, and no longer once the end was taken back. */
function answerIn({ status, timeline }: Ticket): string {
	const end = timeline.findLast(({ type }) => type === 'ended');
	return status === 'ended' && end?.type === 'ended' ? end.text : '';
}

/** What the resident said by the receipt. */
const RESIDENTS: ReadonlySet<TimelineEntry['type']> = new Set(['remarkAdded', 'endDisputed']);

/** What leaves a ticket where it is. */
const STAYS: readonly TimelineEntry['type'][] = [
	'noteAdded',
	'corrected',
	'linked',
	'unlinked',
	'photoAttached',
	'documentAttached',
	'lettersStopped',
	'marked',
	'residentAsked',
	'resumed',
	'reminded',
	'escalated',
	'endAnnounced',
	'rated',
	'assigned',
	'arrived',
	'remarkAdded',
	'contactLogged',
	'reportedLate',
	'handedOver'
];

function statusSince({ timeline, registeredAt }: Ticket): string {
	return timeline.findLast(({ type }) => !STAYS.includes(type))?.at ?? registeredAt;
}
