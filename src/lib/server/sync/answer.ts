/** Many commands of one store in one transaction: each happens once, and has its answer stored with it. */
import { randomUUID } from 'node:crypto';
import { eq, sql } from 'drizzle-orm';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { linksOf } from '#lib/domain/ticket/links.ts';
import type { Command } from '#lib/sync/protocol.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { isContention, isWithoutPart } from '../db/faults.ts';
import { syncClient, syncCommand, type StoredOutcome } from '../db/schema/index.ts';
import type { TicketMonths } from '../tickets/months.ts';
import { SyncRefused } from './admission.ts';
import type { TicketStep } from '../tickets/ticket-writer.ts';
import { applyCommands, type Application, type Offer, type Told } from './apply-commands.ts';

export type AnswerServices = {
	readonly db: Database;
	readonly months: Pick<TicketMonths, 'makeReady' | 'doubt'>;
	readonly now: () => Date;
	/** A ticket that others follow, or that follows another, may have ended or be open again. */
	readonly onFollowed: () => void;
};

type Known = typeof syncCommand.$inferSelect;

/**
 * Answers them all or, when something breaks, none.
 * @returns by number; 'forked' when another store has used these numbers, and nothing was done
 * @throws SyncRefused when the store is somebody else's
 */
export async function answerTogether(
	services: AnswerServices,
	offer: Offer
): Promise<ReadonlyMap<number, Told> | 'forked'> {
	let steps: readonly TicketStep[] = [];
	const wrote = (written: readonly TicketStep[]) => (steps = written);
	const told = await inItsMonth(services, (tx) =>
		answerIn(tx, offer, { now: services.now, wrote })
	);
	if (steps.some(isFollowed)) services.onFollowed();
	return told;
}

const isFollowed = ({ before, after }: TicketStep): boolean =>
	linksOf(after, 'duplicateOf', 'hasDuplicate').length > 0 &&
	(before?.status === 'ended') !== (after.status === 'ended');

/** In one transaction, with the part of the month ready in which tickets are registered now. */
export async function inItsMonth<T>(
	{ db, months, now }: Pick<AnswerServices, 'db' | 'months' | 'now'>,
	work: (tx: Transaction) => Promise<T>
): Promise<T> {
	await months.makeReady(now());
	return db.transaction(work).catch(async (fault: unknown) => {
		// Somebody whose clock was wrong took the part away that had been ready.
		if (!isWithoutPart(fault)) throw fault;
		months.doubt();
		await months.makeReady(now());
		return db.transaction(work);
	});
}

async function answerIn(
	tx: Transaction,
	offer: Offer,
	{ now, wrote }: Pick<AnswerServices, 'now'> & Required<Pick<Application, 'wrote'>>
): Promise<ReadonlyMap<number, Told> | 'forked'> {
	await takeTurn(tx, offer).catch((fault: unknown) => {
		throw isContention(fault) ? new TurnNotCome(fault) : fault;
	});
	const known = await findKnown(tx, offer);
	if (isForked(offer, known)) return 'forked';
	const answered = await tellAgain(tx, offer, known);
	const fresh = offer.commands.filter(({ seq }) => !answered.has(seq));
	const decided = await applyCommands(tx, {
		...{ offer: { ...offer, commands: fresh }, now: now() },
		answered: new Map([...placesOf(known, offer.client), ...answered]),
		wrote,
		note: (outcomes) => noteOutcomes(tx, offer, outcomes)
	});
	return new Map<number, Told>([...answered, ...decided]);
}

/**
 * Whoever pushes from the same store meanwhile waits here, so that what is offered twice at the same
 * moment is found the second time.
 */
async function takeTurn(tx: Transaction, { client, actor }: Offer): Promise<void> {
	const known = await ownerOf(tx, client);
	if (known === null)
		await tx
			.insert(syncClient)
			.values({ id: client, owner: ownerKeyOf(actor) })
			.onConflictDoNothing();
	const owner = known ?? (await ownerOf(tx, client));
	if (owner !== ownerKeyOf(actor)) throw new SyncRefused('otherOwner');
}

async function ownerOf(tx: Transaction, client: string): Promise<string | null> {
	const [known] = await tx
		.select({ owner: syncClient.owner })
		.from(syncClient)
		.where(eq(syncClient.id, client))
		.for('no key update');
	return known?.owner ?? null;
}

/** What was answered before of all this: by its id under any number, by its number, and what it follows. */
async function findKnown(tx: Transaction, { client, commands }: Offer): Promise<readonly Known[]> {
	const ids = sql.param(commands.map(({ id }) => id));
	const seqs = sql.param(commands.flatMap(({ seq, prev }) => (prev === null ? seq : [seq, prev])));
	return tx
		.select()
		.from(syncCommand)
		.where(
			sql`${syncCommand.id} = any(${ids}::uuid[])
				or (${syncCommand.client} = ${client} and ${syncCommand.seq} = any(${seqs}::int[]))`
		);
}

/** One number stands for one command, here and in what is kept. */
function isForked({ client, commands }: Offer, known: readonly Known[]): boolean {
	const ids = new Set(known.map(({ id }) => id));
	const taken = new Map<number, string>();
	for (const row of known) if (row.client === client) taken.set(row.seq, row.id);
	return commands.some(({ seq, id }) => {
		const other = taken.get(seq);
		taken.set(seq, id);
		// Known by its id, it is told its answer under whatever number it has now.
		return other !== undefined && other !== id && !ids.has(id);
	});
}

/** The answers that there are; noted under the number of now as well. */
async function tellAgain(
	tx: Transaction,
	{ client, commands }: Offer,
	known: readonly Known[]
): Promise<ReadonlyMap<number, Told>> {
	const byId = new Map(known.map((row) => [row.id, row]));
	const told = new Map<number, Told>();
	for (const { id, seq } of commands) {
		const same = byId.get(id);
		if (!same) continue;
		told.set(seq, same.outcome ?? 'retry');
		if (same.client !== client || same.seq !== seq) await noteAgain(tx, { ...same, client, seq });
	}
	return told;
}

/**
 * A copied store took a new identity and offers under a new number what was answered under the old
 * one. Its answer is noted under the new number too, where the next command of the case looks for it.
 */
async function noteAgain(tx: Transaction, answered: Known): Promise<void> {
	await tx
		.insert(syncCommand)
		.values({ ...answered, id: randomUUID() })
		.onConflictDoNothing();
}

function placesOf(known: readonly Known[], client: string): ReadonlyMap<number, StoredOutcome> {
	return new Map(
		known.flatMap((row) =>
			row.client === client && row.outcome ? [[row.seq, row.outcome] as const] : []
		)
	);
}

/** The rows that make a command happen once: its number in its store, and its own id anywhere. */
async function noteOutcomes(
	tx: Transaction,
	{ client }: Offer,
	outcomes: ReadonlyMap<Command, StoredOutcome>
): Promise<void> {
	if (outcomes.size === 0) return;
	const rows = [...outcomes].map(([{ seq, id, subject, name }, outcome]) => ({
		...{ seq, id, subject, name, outcome }
	}));
	// In one order, so that two copies of a store which meet here do not wait for each other.
	const { count } = await tx.execute(sql`
		insert into sync_command (client, seq, id, subject, name, outcome)
		select ${client}::uuid, seq, id, subject, name, outcome
		from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
			as answered (seq int, id uuid, subject uuid, name text, outcome jsonb)
		order by id
		on conflict do nothing`);
	if (count < rows.length) throw new AnsweredMeanwhile();
}

/** Another push of this store does not come to its end: nothing of this one can be tried meanwhile. */
export class TurnNotCome extends Error {
	constructor(cause: unknown) {
		super('The turn of this store has not come', { cause });
	}
}

/** A copy of this store was answered at the same moment; the next offer finds what was said. */
export class AnsweredMeanwhile extends Error {}
