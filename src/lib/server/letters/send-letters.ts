/**
 * Sends what waits, one letter after another. Each is taken for a while and sent outside of any transaction:
 * of two nodes one has it, and what a killed node had is sent by another, under the same message id.
 */
import { and, eq, lt, sql } from 'drizzle-orm';
import { wantsLetters } from '#lib/domain/ticket/letters.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type { Database } from '../db/connection.ts';
import { letter, ticket } from '../db/schema/index.ts';
import { letterText } from './letter-text.ts';
import type { Mailer } from './mailer.ts';

/** Longer than a mail server is waited for. */
const TAKEN_FOR_MINUTES = 2;
const LONGEST_PAUSE_MINUTES = 6 * 60;
/** News of last week is none. */
const LIVES_DAYS = 7;

export type LetterServices = {
	readonly db: Database;
	readonly letters: Mailer | null;
	readonly origin: string;
	readonly now: () => Date;
	readonly report: (fault: unknown, about: string) => void;
};

/** @returns how many were sent; what fails is tried again later, and the others go on */
export async function sendLetters(services: LetterServices): Promise<number> {
	const { letters } = services;
	if (!letters) return 0;
	let sent = 0;
	for (;;) {
		const taken = await takeOne(services);
		if (!taken) return sent;
		if (await sendOne(services, letters, taken)) sent += 1;
	}
}

/** What nobody could be told in a week is given up. */
export async function deleteOldLetters({ db, now }: Pick<LetterServices, 'db' | 'now'>) {
	const before = new Date(now().getTime() - LIVES_DAYS * 86_400_000);
	await db.delete(letter).where(lt(letter.writtenAt, before));
}

type Taken = typeof letter.$inferSelect;

async function takeOne({ db, now }: LetterServices): Promise<Taken | null> {
	const at = now().toISOString();
	// Each time twice as late, as the attempts before it failed.
	const pause = sql`least(${TAKEN_FOR_MINUTES} * power(2, attempts), ${LONGEST_PAUSE_MINUTES})`;
	const [row] = await db
		.update(letter)
		.set({
			attempts: sql`attempts + 1`,
			dueAt: sql`${at}::timestamptz + ${pause} * interval '1 minute'`
		})
		.where(
			eq(
				letter.id,
				sql`(select id from letter where due_at <= ${at}::timestamptz
					order by due_at limit 1 for update skip locked)`
			)
		)
		.returning();
	return row ?? null;
}

async function sendOne(
	{ db, origin, report }: LetterServices,
	letters: Mailer,
	{ id, ticketId, month, kind }: Taken
): Promise<boolean> {
	const [found] = await db
		.select({ state: ticket.state })
		.from(ticket)
		.where(and(eq(ticket.id, ticketId), eq(ticket.month, month)));
	// Its time is over, or the resident wants no more: it does not go.
	const to = found && addressOf(found.state);
	const number = found?.state.number;
	if (to && number)
		try {
			const messageId = `<lckm-${id}@${new URL(origin).hostname}>`;
			await letters.send({ messageId, to, ...letterText(kind, { number, origin }) });
		} catch (fault) {
			report(fault, 'sending a letter');
			return false;
		}
	await db.delete(letter).where(eq(letter.id, id));
	return Boolean(to);
}

const addressOf = (state: Ticket): string | null =>
	wantsLetters(state) ? (state.contact?.email ?? null) : null;
