/** Everything that happens to a talk, each in a transaction under the lock of its row. */
import { randomUUID } from 'node:crypto';
import { and, eq, inArray, sql } from 'drizzle-orm';
import { chatMatter } from '#lib/domain/chat/chat-matter.ts';
import { LINES_OF_TALK, type LineType, type NewLine, type Speaker } from '#lib/domain/chat/talk.ts';
import { denial } from '#lib/domain/org/policy.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import { monthOf } from '#lib/domain/retention.ts';
import { hashSecret } from '../auth/token.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { chat, chatLine } from '../db/schema/index.ts';
import { inItsMonth, type AnswerServices } from '../sync/answer.ts';
import { storableText } from '../storable-text.ts';
import { lockChat, type Access, type ChatRow } from './chat-access.ts';

export type Beginning = { readonly chat: string; readonly secret: string; readonly at: Date };

/** Asked again, it is the same talk. @returns false where somebody else has a talk of this id */
export async function beginChat(
	services: AnswerServices,
	{ chat: id, secret, at }: Beginning
): Promise<boolean> {
	const secretHash = hashSecret(secret);
	const first = { id, secretHash, month: monthOf(at), startedAt: at, seenAt: at };
	const { db } = services;
	await inItsMonth(services, (tx) => tx.insert(chat).values(first).onConflictDoNothing());
	const [row] = await db.select({ secretHash: chat.secretHash }).from(chat).where(eq(chat.id, id));
	return row?.secretHash === secretHash;
}

/** A line without a number yet. */
type Entry = {
	readonly id: string;
	readonly type: LineType;
	readonly by: Speaker;
	readonly name: string;
	readonly text: string;
};

/** Under the lock of the talk's row. */
export async function addLines(
	tx: Transaction,
	row: Pick<ChatRow, 'id' | 'month' | 'lastLine'>,
	{ entries, at }: { readonly entries: readonly Entry[]; readonly at: Date }
): Promise<void> {
	const lines = entries.map((entry, index) => ({
		...entry,
		chatId: row.id,
		month: row.month,
		n: row.lastLine + index + 1,
		at
	}));
	if (lines.length > 0) await tx.insert(chatLine).values(lines);
	await tx
		.update(chat)
		.set({ lastLine: row.lastLine + lines.length, version: sql`${chat.version} + 1` })
		.where(eq(chat.id, row.id));
}

/** What one side does, as the talk remembers it. */
const act = (type: LineType, access: Access, text = ''): Entry => ({
	...{ id: randomUUID(), type, text, by: access.by },
	name: access.by === 'consultant' ? access.actor.name : ''
});

export type Said = 'said' | 'ended' | 'full';

/**
 * In their order, each once however often it is sent.
 * @returns null where the talk is not theirs; 'ended' and 'full' where nothing new was taken
 */
export function say(
	db: Database,
	access: Access,
	{ lines, at }: { readonly lines: readonly NewLine[]; readonly at: Date }
): Promise<Said | null> {
	return db.transaction(async (tx) => {
		const row = await lockChat(tx, access);
		if (!row) return null;
		const fresh = await withoutKnown(tx, row, lines);
		if (fresh.length === 0) return 'said';
		if (row.endedAt !== null) return 'ended';
		if (row.lastLine + fresh.length > LINES_OF_TALK) return 'full';
		const entries = fresh.map(({ id, text }) => ({
			...act('said', access, storableText(text)),
			id
		}));
		await addLines(tx, row, { entries, at });
		const typed = access.by === 'resident' ? 'residentTypedAt' : 'consultantTypedAt';
		await tx
			.update(chat)
			.set({ [typed]: null })
			.where(eq(chat.id, row.id));
		return 'said';
	});
}

async function withoutKnown(
	tx: Transaction,
	{ id }: ChatRow,
	lines: readonly NewLine[]
): Promise<readonly NewLine[]> {
	const byId = new Map(lines.map((line) => [line.id, line]));
	const known = await tx
		.select({ id: chatLine.id })
		.from(chatLine)
		.where(and(eq(chatLine.chatId, id), inArray(chatLine.id, [...byId.keys()])));
	for (const line of known) byId.delete(line.id);
	return [...byId.values()];
}

/** Seen by the other side for some seconds. */
export async function noteTyping(db: Database, access: Access, at: Date): Promise<boolean> {
	return db.transaction(async (tx) => {
		const row = await lockChat(tx, access);
		if (!row) return false;
		const typed = access.by === 'resident' ? 'residentTypedAt' : 'consultantTypedAt';
		await tx
			.update(chat)
			.set({ [typed]: at, version: sql`${chat.version} + 1` })
			.where(eq(chat.id, row.id));
		return true;
	});
}

export type Accepted =
	| { readonly type: 'accepted' }
	/** Another consultant has it, or it has ended. */
	| { readonly type: 'taken'; readonly name: string | null };

/** § 5(1): of all who reach for it one gets it. @returns null where there is no such talk for them */
export function acceptChat(
	db: Database,
	id: string,
	{ actor, at }: { readonly actor: StaffActor; readonly at: Date }
): Promise<Accepted | null> {
	if (denial(actor, 'chat.accept', chatMatter(null))) return Promise.resolve(null);
	return db.transaction(async (tx) => {
		const [row] = await tx.select().from(chat).where(eq(chat.id, id)).for('update');
		if (!row) return null;
		if (row.ownerId === actor.id && row.endedAt === null) return { type: 'accepted' };
		if (row.ownerId !== null || row.endedAt !== null) return { type: 'taken', name: row.ownerName };
		await tx.update(chat).set({ ownerId: actor.id, ownerName: actor.name }).where(eq(chat.id, id));
		const entries = [act('accepted', { chat: id, by: 'consultant', actor })];
		await addLines(tx, row, { entries, at });
		return { type: 'accepted' };
	});
}

/** Back into the queue, in its old place: the consultant has to go. */
export function releaseChat(db: Database, access: Access, at: Date): Promise<boolean> {
	return db.transaction(async (tx) => {
		const row = await lockChat(tx, access);
		if (!row) return false;
		if (row.endedAt !== null) return true;
		await tx.update(chat).set({ ownerId: null, ownerName: null }).where(eq(chat.id, row.id));
		await addLines(tx, row, { entries: [act('released', access)], at });
		return true;
	});
}

/** Either side may end it; ended twice it is ended once. */
export function endChat(db: Database, access: Access, at: Date): Promise<boolean> {
	return db.transaction(async (tx) => {
		const row = await lockChat(tx, access);
		if (!row) return false;
		if (row.endedAt !== null) return true;
		await tx.update(chat).set({ endedAt: at }).where(eq(chat.id, row.id));
		await addLines(tx, row, { entries: [act('ended', access)], at });
		return true;
	});
}

/** Up to which line the consultant has seen it; never back. */
export async function noteRead(db: Database, access: Access, line: number): Promise<void> {
	await db.transaction(async (tx) => {
		const row = await lockChat(tx, access);
		if (!row || row.readLine >= line) return;
		const readLine = Math.min(line, row.lastLine);
		await tx
			.update(chat)
			.set({ readLine, version: sql`${chat.version} + 1` })
			.where(eq(chat.id, row.id));
	});
}
