/** A talk as the policy sees it; a file of its own, as a kiosk loads the policy and no chat. */
import { DESK_OF_CHANNEL } from '../ticket/routing.ts';
import type { PersonReference } from '../ticket/ticket.ts';
import type { Desk } from '../ticket/vocabulary.ts';

/** What the policy asks of a chat. */
export type ChatMatter = { readonly desk: Desk; readonly owner: PersonReference | null };

/** Chats belong to one section, § 5. */
export const chatMatter = (owner: PersonReference | null): ChatMatter => ({
	desk: DESK_OF_CHANNEL.chat,
	owner
});
