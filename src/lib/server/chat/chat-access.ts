/** Whose talk it is: the resident's whose browser holds the secret, the consultant's who accepted it. */
import { and, eq } from 'drizzle-orm';
import { chatMatter } from '#lib/domain/chat/chat-matter.ts';
import type { TalkState } from '#lib/domain/chat/talk.ts';
import { may } from '#lib/domain/org/policy.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import type { PersonReference } from '#lib/domain/ticket/ticket.ts';
import { hashSecret } from '../auth/token.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { chat } from '../db/schema/index.ts';

export type Access = { readonly chat: string } & (
	| { readonly by: 'resident'; readonly secret: string }
	| { readonly by: 'consultant'; readonly actor: StaffActor }
);

export type ChatRow = typeof chat.$inferSelect;

export const ownerIn = ({ ownerId, ownerName }: ChatRow): PersonReference | null =>
	ownerId === null ? null : { id: ownerId, name: ownerName ?? '' };

export function stateOf({ endedAt, ownerId }: ChatRow): TalkState {
	if (endedAt !== null) return 'ended';
	return ownerId === null ? 'waiting' : 'talking';
}

const admits = (row: ChatRow, access: Access): boolean =>
	access.by === 'resident'
		? row.secretHash === hashSecret(access.secret)
		: may(access.actor, 'chat.serve', chatMatter(ownerIn(row)));

/** @returns null for a talk that is not theirs as for one that there is not */
export async function findChat(db: Database, access: Access): Promise<ChatRow | null> {
	const [row] = await db.select().from(chat).where(eq(chat.id, access.chat));
	return row && admits(row, access) ? row : null;
}

/** As `findChat`; what is added to the talk waits for its turn here, so that numbers have no gap. */
export async function lockChat(tx: Transaction, access: Access): Promise<ChatRow | null> {
	const [row] = await tx.select().from(chat).where(eq(chat.id, access.chat)).for('update');
	return row && admits(row, access) ? row : null;
}

/** Whether this is what the talk's secret is hashed to: enough to listen, and not to read. */
export async function findChatByEar(
	db: Database,
	{ chat: id, ear }: { readonly chat: string; readonly ear: string }
): Promise<boolean> {
	return (await db.$count(chat, and(eq(chat.id, id), eq(chat.secretHash, ear)))) > 0;
}
