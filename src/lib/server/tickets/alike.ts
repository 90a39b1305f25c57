/** What is looked up before a ticket is taken down: domain/ticket/alike.ts decides what is alike. */
import { and, desc, eq, gt, isNull, ne, sql, type SQL } from 'drizzle-orm';
import {
	ALIKE_DAYS,
	alikeIn,
	MOST_HINTS,
	phoneKey,
	type Reported
} from '#lib/domain/ticket/alike.ts';
import { competentOf, type Ticket } from '#lib/domain/ticket/ticket.ts';
import type { Status } from '#lib/domain/ticket/vocabulary.ts';
import type { Database } from '../db/connection.ts';
import { callerOf, ticket } from '../db/schema/index.ts';

/** A ticket as far as whoever answers the telephone needs it to say "we know of it". */
export type TicketHint = {
	readonly id: string;
	readonly number: string | null;
	readonly status: Status;
	/** ISO 8601 UTC. */
	readonly registeredAt: string;
	readonly description: string;
	readonly location: string;
	readonly unitId: string | null;
};

/** The newest of them: more lie open nowhere, or the likeliest are among them. */
const LOOKED_THROUGH = 500;

export async function earlierOfCaller(db: Database, phone: string): Promise<readonly TicketHint[]> {
	const key = phoneKey(phone);
	if (key === null) return [];
	const rows = await db
		.select({ state: ticket.state })
		.from(ticket)
		.where(eq(callerOf(ticket.state), key))
		.orderBy(desc(ticket.registeredAt))
		.limit(MOST_HINTS);
	return rows.map(({ state }) => hintOf(state));
}

export async function alikeOpen(
	db: Database,
	reported: Reported,
	now: Date
): Promise<readonly TicketHint[]> {
	const category = sql`${ticket.state}->>'categoryId'`;
	const { categoryId } = reported;
	const found = await Promise.all(
		// Of the same category, and of none: nobody chose one yet, or an article stands in its place.
		categoryId === null
			? [openSince(db, now)]
			: [openSince(db, now, eq(category, categoryId)), openSince(db, now, isNull(category))]
	);
	return alikeIn(found.flat(), reported, now).map(hintOf);
}

async function openSince(db: Database, now: Date, also?: SQL): Promise<readonly Ticket[]> {
	const since = new Date(now.getTime() - ALIKE_DAYS * 86_400_000);
	const rows = await db
		.select({ state: ticket.state })
		.from(ticket)
		.where(and(ne(ticket.status, 'ended'), gt(ticket.registeredAt, since), also))
		.orderBy(desc(ticket.registeredAt))
		.limit(LOOKED_THROUGH);
	return rows.map(({ state }) => state);
}

/** @returns null where no ticket has this number, or none has it any more (R3.3) */
export async function hintByNumber(db: Database, number: string): Promise<TicketHint | null> {
	const [row] = await db
		.select({ state: ticket.state })
		.from(ticket)
		.where(eq(ticket.number, number));
	return row ? hintOf(row.state) : null;
}

function hintOf(ticket: Ticket): TicketHint {
	const { id, number, status, registeredAt, description, location } = ticket;
	const unitId = competentOf(ticket)?.unitId ?? null;
	return { id, number, status, registeredAt, description, location, unitId };
}
