/**
 * Duplicates end with their main ticket and are open again with it: domain/ticket/links.ts decides, here it
 * is done, soon after the main ticket has moved, and looked for now and then in case a node was killed
 * between the two. It is decided under the locks of both, so that of two nodes one finds it done.
 */
import { randomUUID } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { evolve } from '#lib/domain/ticket/evolve.ts';
import { followMain, linksOf, mainOf } from '#lib/domain/ticket/links.ts';
import type { Ticket, TicketEvent } from '#lib/domain/ticket/ticket.ts';
import type { Scope } from '#lib/sync/scope.ts';
import type { Database } from '../db/connection.ts';
import { CENTRE, type ClockServices } from './watch-clocks.ts';
import { addEcho } from './echo.ts';
import { openTickets } from './open-tickets.ts';
import { lockTickets, scopesTouched, TicketSteps, writeTickets } from './ticket-writer.ts';

/** @returns how many duplicates moved; done again at once it is none */
export async function followMains(services: ClockServices): Promise<number> {
	const { db } = services;
	let moved = 0;
	for await (const linked of openTickets(db, sql`state->'links' is not null`))
		for (const pair of await pairsOf(db, linked)) moved += await follow(services, pair);
	return moved;
}

type Pair = { readonly duplicateId: string; readonly mainId: string };

/** Of a pair that has drifted apart one is open, so whoever looks at what is open finds them all. */
async function pairsOf(db: Database, open: readonly Ticket[]): Promise<readonly Pair[]> {
	const pairs = open.flatMap((ticket) => [
		...linksOf(ticket, 'duplicateOf').map(({ ticketId }) => ({
			...{ duplicateId: ticket.id, mainId: ticketId }
		})),
		...linksOf(ticket, 'hasDuplicate').map(({ ticketId }) => ({
			...{ duplicateId: ticketId, mainId: ticket.id }
		}))
	]);
	if (pairs.length === 0) return [];
	const ids = [...new Set(pairs.flatMap(({ duplicateId, mainId }) => [duplicateId, mainId]))];
	const rows = await db.execute<{ id: string; state: Ticket }>(
		sql`select id, state from ticket where id = any(${sql.param(ids)}::uuid[])`
	);
	const states = new Map(rows.map(({ id, state }) => [id, state]));
	return pairs.filter(({ duplicateId, mainId }) => {
		const duplicate = states.get(duplicateId);
		return duplicate && followMain(duplicate, states.get(mainId) ?? null) !== null;
	});
}

async function follow(
	{ db, now, announce }: ClockServices,
	{ duplicateId, mainId }: Pair
): Promise<number> {
	const scopes = await db.transaction(async (tx): Promise<readonly Scope[]> => {
		const tickets = await lockTickets(tx, [duplicateId, mainId]);
		const duplicate = tickets.get(duplicateId);
		if (!duplicate || mainOf(duplicate)?.ticketId !== mainId) return [];
		const data = followMain(duplicate, tickets.get(mainId) ?? null);
		if (!data) return [];
		const event: TicketEvent = {
			...{ ...data, commandId: randomUUID() },
			...{ at: now().toISOString(), by: CENTRE }
		};
		const after = evolve(duplicate, event);
		const steps = new TicketSteps(tickets);
		steps.add(after, [event]);
		const echoed = addEcho(steps, event, after);
		await writeTickets(tx, steps.all());
		return [...scopesTouched(duplicate, after), ...echoed];
	});
	announce([...new Set(scopes)]);
	return scopes.length > 0 ? 1 : 0;
}
