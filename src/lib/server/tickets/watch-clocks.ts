/**
 * Looks every minute whose time is running out (R9.4) and which tickets have not long to stay (R3.2), and
 * writes down what is to be said of them: domain/ticket/notices.ts decides, here it is done once.
 *
 * What was said stands in the ticket itself. It is looked up under the lock of the ticket and written in
 * the same transaction, so that of two nodes one finds it said, and a node that is killed has said it
 * whole or not at all.
 */
import { createHash } from 'node:crypto';
import type { TimeLimit } from '#lib/domain/org/time-limits.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import { noticesDue } from '#lib/domain/ticket/notices.ts';
import type { Author, Ticket, TicketEvent, TicketEventData } from '#lib/domain/ticket/ticket.ts';
import type { Scope } from '#lib/sync/scope.ts';
import type { Database } from '../db/connection.ts';
import { listTimeLimits } from '../organisation/time-limit-writer.ts';
import { openTickets } from './open-tickets.ts';
import { lockTickets, scopesTouched, TicketSteps, writeTickets } from './ticket-writer.ts';

/** Tickets written to in one transaction: whoever acts on one of them waits for no more. */
const BATCH = 50;

/** What nobody did, but the clock or a rule. */
export const CENTRE: Author = { type: 'system', id: '', name: '' };

export type ClockServices = {
	readonly db: Database;
	readonly now: () => Date;
	readonly announce: (scopes: readonly Scope[]) => void;
};

/** @returns how many things were said; done again at once it is none */
export async function watchClocks(services: ClockServices): Promise<number> {
	const { db, now } = services;
	const limits = await listTimeLimits(db);
	let said = 0;
	for await (const page of openTickets(db)) {
		const due = page
			.filter((ticket) => noticesDue(ticket, limits, now()).length > 0)
			.map(({ id }) => id);
		for (let start = 0; start < due.length; start += BATCH)
			said += await speak(services, limits, due.slice(start, start + BATCH));
	}
	return said;
}

async function speak(
	{ db, now, announce }: ClockServices,
	limits: readonly TimeLimit[],
	ids: readonly string[]
): Promise<number> {
	const { said, scopes } = await db.transaction(async (tx) => {
		const tickets = await lockTickets(tx, ids);
		const steps = new TicketSteps(tickets);
		const at = now();
		for (const ticket of tickets.values()) {
			const events = noticesDue(ticket, limits, at).map((notice) => eventOf(ticket, notice, at));
			const after = evolveAll(ticket, events);
			if (after && events.length > 0) steps.add(after, events);
		}
		const all = steps.all();
		await writeTickets(tx, all);
		return {
			said: all.flatMap(({ events }) => events).length,
			scopes: new Set(all.flatMap(({ before, after }) => scopesTouched(before, after)))
		};
	});
	announce([...scopes]);
	return said;
}

function eventOf(ticket: Ticket, notice: TicketEventData, at: Date): TicketEvent {
	return { ...notice, commandId: idOf(ticket, notice), at: at.toISOString(), by: CENTRE };
}

/** The same for the same thing, whoever says it: no command is behind it. */
function idOf({ id }: Ticket, notice: TicketEventData): string {
	const what =
		'startedAt' in notice
			? `${notice.type} ${notice.clock} ${notice.startedAt}`
			: `${notice.type} ${'days' in notice ? notice.days : ''}`;
	const digits = createHash('sha256').update(`${id} ${what}`).digest('hex');
	const version = `8${digits.slice(13, 16)}`;
	const variant = `a${digits.slice(17, 20)}`;
	return [digits.slice(0, 8), digits.slice(8, 12), version, variant, digits.slice(20, 32)].join(
		'-'
	);
}
