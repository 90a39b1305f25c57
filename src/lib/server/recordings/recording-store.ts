/** Recordings: filed by their call, linked to a ticket, deleted with their bytes (R3.2). */
import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { and, desc, eq, gt, inArray, isNotNull, isNull, lte } from 'drizzle-orm';
import type { AudioType, ListeningReason, RecordingView, Said } from '#lib/domain/recording.ts';
import { may, type Action } from '#lib/domain/org/policy.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { monthOf } from '#lib/domain/retention.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { BETWEEN_FILES_MS, FILES_AT_ONCE, unlinkAll } from '../files/unlink-all.ts';
import { auditEntry, recording, ticket, type Audited } from '../db/schema/index.ts';

/** A call that nobody has linked for so long is no longer offered. */
const OFFERED_MS = 7 * 24 * 60 * 60_000;
/** Who said why they listen has so long to listen. */
const LISTENING_MS = 60 * 60_000;

export type RecordingRow = typeof recording.$inferSelect;

/** Under its own id: nobody shares its bytes. */
export const recordingPath = (filesDir: string, id: string): string =>
	join(filesDir, 'recordings', id.slice(0, 2), id);

type Arrived = { readonly said: Said; readonly type: AudioType; readonly bytes: number };

/** @param keepBytes is called under the lock of the row, before it says that they are there */
export function fileRecording(
	db: Database,
	{ said, type, bytes }: Arrived,
	keepBytes: (id: string) => Promise<void>
): Promise<'filed' | 'known' | 'otherContent'> {
	const { call, agent, sha256, seconds } = said;
	const startedAt = new Date(said.started);
	return db.transaction(async (tx) => {
		await tx
			.insert(recording)
			.values({ id: randomUUID(), call, agent, month: monthOf(startedAt) })
			.onConflictDoNothing();
		const [row] = await tx.select().from(recording).where(eq(recording.call, call)).for('update');
		if (!row) throw new Error('A recording went away while it arrived');
		if (row.sha256 !== null) return row.sha256 === sha256 ? 'known' : 'otherContent';
		await keepBytes(row.id);
		await tx
			.update(recording)
			.set({ agent, sha256, seconds, startedAt, type, bytes })
			.where(eq(recording.id, row.id));
		return 'filed';
	});
}

const viewOf = ({ id, call, startedAt, seconds }: RecordingRow): RecordingView => ({
	...{ id, call, seconds },
	startedAt: startedAt?.toISOString() ?? null
});

/** The ticket of the month that is not over, if this person may do this to it. */
async function findTicket(tx: Database | Transaction, actor: StaffActor, asked: Asked) {
	const [row] = await tx
		.select({ state: ticket.state, month: ticket.month })
		.from(ticket)
		.where(eq(ticket.id, asked.ticketId));
	return row && may(actor, asked.action, row.state) ? row : null;
}
type Asked = { readonly ticketId: string; readonly action: Action };

/** @returns null where it is not this person's to see */
export async function listOfTicket(
	db: Database,
	actor: StaffActor,
	ticketId: string
): Promise<readonly RecordingView[] | null> {
	if (!(await findTicket(db, actor, { ticketId, action: 'recording.play' }))) return null;
	const rows = await db.select().from(recording).where(eq(recording.ticketId, ticketId));
	return rows.map(viewOf);
}

/** Calls that this person answered and that belong to no ticket yet, the last first. */
export async function listFree(
	db: Database,
	login: string,
	now: Date
): Promise<readonly RecordingView[]> {
	const since = new Date(now.getTime() - OFFERED_MS);
	const rows = await db
		.select()
		.from(recording)
		.where(
			and(
				isNull(recording.ticketId),
				eq(recording.agent, login),
				isNotNull(recording.sha256),
				gt(recording.startedAt, since)
			)
		)
		.orderBy(desc(recording.startedAt))
		.limit(20);
	return rows.map(viewOf);
}

export type Linked = 'linked' | 'taken';

/** The recording may arrive later. @returns null where the ticket is not this person's to add to */
export function linkRecording(
	db: Database,
	actor: StaffActor,
	{ ticketId, call }: { readonly ticketId: string; readonly call: string }
): Promise<Linked | null> {
	return db.transaction(async (tx) => {
		const found = await findTicket(tx, actor, { ticketId, action: 'recording.link' });
		if (!found) return null;
		const { month } = found;
		await tx
			.insert(recording)
			.values({ id: randomUUID(), call, month, ticketId })
			.onConflictDoNothing();
		const [row] = await tx.select().from(recording).where(eq(recording.call, call)).for('update');
		if (!row) throw new Error('A recording went away while it was linked');
		if (row.ticketId !== null) return row.ticketId === ticketId ? 'linked' : 'taken';
		await tx.update(recording).set({ ticketId, month }).where(eq(recording.id, row.id));
		return 'linked';
	});
}

type Doing = { readonly id: string; readonly at: Date; readonly reason: string };

/** Locked, and only where this person may. */
async function findForActor(
	tx: Transaction,
	actor: StaffActor,
	{ id, action }: { readonly id: string; readonly action: Action }
): Promise<RecordingRow | null> {
	const [row] = await tx.select().from(recording).where(eq(recording.id, id)).for('update');
	if (!row?.ticketId) return null;
	return (await findTicket(tx, actor, { ticketId: row.ticketId, action })) && row;
}

const note = (tx: Transaction, actor: StaffActor, entry: Doing & Noted) =>
	tx.insert(auditEntry).values({
		id: entry.entryId,
		at: entry.at,
		personId: actor.id,
		personName: actor.name,
		action: entry.action,
		subject: entry.id,
		ticketId: entry.ticketId,
		reason: entry.reason
	});
type Noted = {
	readonly entryId: string;
	readonly action: Audited;
	readonly ticketId: string | null;
};

/**
 * Says first who listens and why; what was said is the key to the bytes.
 * @returns null where it is not theirs to hear, or not there
 */
export function beginListening(
	db: Database,
	actor: StaffActor,
	asked: Doing & { readonly reason: ListeningReason }
): Promise<string | null> {
	return db.transaction(async (tx) => {
		const row = await findForActor(tx, actor, { id: asked.id, action: 'recording.play' });
		if (!row?.sha256) return null;
		const entryId = randomUUID();
		await note(tx, actor, { ...asked, entryId, action: 'recordingPlayed', ticketId: row.ticketId });
		return entryId;
	});
}

/** The recording that this entry of the log lets this person hear now. */
export async function findHeard(
	db: Database,
	actor: StaffActor,
	{ id, entryId, now }: { readonly id: string; readonly entryId: string; readonly now: Date }
): Promise<RecordingRow | null> {
	const since = new Date(now.getTime() - LISTENING_MS);
	const [found] = await db
		.select({ row: recording })
		.from(auditEntry)
		.innerJoin(recording, eq(recording.id, auditEntry.subject))
		.where(
			and(
				eq(auditEntry.id, entryId),
				eq(auditEntry.subject, id),
				eq(auditEntry.personId, actor.id),
				eq(auditEntry.action, 'recordingPlayed'),
				gt(auditEntry.at, since)
			)
		);
	if (!found?.row.ticketId || !found.row.sha256) return null;
	const asked = { ticketId: found.row.ticketId, action: 'recording.play' } as const;
	return (await findTicket(db, actor, asked)) && found.row;
}

/**
 * Consent was withdrawn: the bytes and all that was known of the call are gone when this resolves. What is
 * left in the log names neither. Done again it finds nothing.
 */
export function deleteRecording(
	{ db, filesDir }: { readonly db: Database; readonly filesDir: string },
	actor: StaffActor,
	{ id, at }: { readonly id: string; readonly at: Date }
): Promise<boolean> {
	return db.transaction(async (tx) => {
		const row = await findForActor(tx, actor, { id, action: 'recording.delete' });
		if (!row) return false;
		const done = { id, at, reason: 'consentWithdrawn', entryId: randomUUID() };
		await note(tx, actor, { ...done, action: 'recordingDeleted', ticketId: row.ticketId });
		await rm(recordingPath(filesDir, id), { force: true });
		await tx.delete(recording).where(eq(recording.id, id));
		return true;
	});
}

/** R3.3. @param last recordings of this month and before are gone */
export async function endRecordings(
	{ db, filesDir }: { readonly db: Database; readonly filesDir: string },
	last: number
): Promise<void> {
	for (;;) {
		const gone = await db.transaction(async (tx) => {
			const rows = await tx
				.select({ id: recording.id })
				.from(recording)
				.where(lte(recording.month, last))
				.orderBy(recording.id)
				.limit(FILES_AT_ONCE)
				.for('update');
			const ids = rows.map(({ id }) => id);
			// The files first: a row without its file can be found again, a file without its row cannot.
			await unlinkAll(ids.map((id) => recordingPath(filesDir, id)));
			if (ids.length > 0) await tx.delete(recording).where(inArray(recording.id, ids));
			return ids.length;
		});
		if (gone < FILES_AT_ONCE) return;
		await pause(BETWEEN_FILES_MS);
	}
}
