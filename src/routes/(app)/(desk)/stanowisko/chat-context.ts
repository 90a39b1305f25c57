import { createContext } from 'svelte';
import type { ChatBoard } from '#lib/client/chat/chat-board.svelte.ts';

/** The consultant's talks, which run whichever page of the desk is open; null for whoever has none. */
export const [chatContext, setChatContext] = createContext<{ readonly board: ChatBoard | null }>();
