/**
 * A resident's own talk (R4.1): its id and secret are made in the browser, and nobody without them reads a
 * word of it. They outlive a reload and not the tab, so that whoever uses the computer next finds nothing.
 */
import { v4 } from 'uuid';
import * as v from 'valibot';
import type { Api } from '#lib/client/net/trpc.ts';
import { newLineSchema, type NewLine } from '#lib/domain/chat/talk.ts';
import { keepListening, type Subscription } from '../sync/wake-stream.ts';
import { Talk, type Keep } from './talk.svelte.ts';

const KEY = 'lckm-chat';

const schema = v.object({
	chat: v.pipe(v.string(), v.uuid()),
	secret: v.string(),
	/** The server has it. */
	begun: v.boolean(),
	written: v.array(newLineSchema)
});
type Kept = v.InferOutput<typeof schema>;
export type ChatKey = Pick<Kept, 'chat' | 'secret'>;

function read(): Kept | null {
	try {
		const parsed = v.safeParse(schema, JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
		return parsed.success ? parsed.output : null;
	} catch {
		return null;
	}
}

const keyIn = (kept: Kept | null, begun: boolean): ChatKey | null =>
	kept?.begun === begun ? { chat: kept.chat, secret: kept.secret } : null;

function save(kept: Kept): void {
	sessionStorage.setItem(KEY, JSON.stringify(kept));
}

export const ownTalk = {
	/** Of the talk that this tab is in; null where it is in none. */
	key(): ChatKey | null {
		return keyIn(read(), true);
	},

	/** Of one that was to begin, and of which nobody knows whether it did. */
	wanted(): ChatKey | null {
		return keyIn(read(), false);
	},

	/** A talk that does not exist yet, kept before the server hears of it. 256 bits are guessed by nobody. */
	create(): ChatKey {
		const bytes = crypto.getRandomValues(new Uint8Array(32));
		const secret = btoa(String.fromCharCode(...bytes))
			.replaceAll('+', '-')
			.replaceAll('/', '_')
			.replaceAll('=', '');
		const key = { chat: v4(), secret };
		save({ ...key, begun: false, written: [] });
		return key;
	},

	/** It began. Its first line is sent like every other one. */
	keepFirst(key: ChatKey, text: string): void {
		save({ ...key, begun: true, written: [{ id: v4(), text }] });
	},

	forget(): void {
		sessionStorage.removeItem(KEY);
	}
};

/** Of what was written in this talk; another one's is not its business. */
const keepOf = (key: ChatKey): Keep => ({
	load: () => {
		const kept = read();
		return Promise.resolve(kept?.chat === key.chat ? kept.written : []);
	},
	save: (written: readonly NewLine[]) => {
		if (ownTalk.key()?.chat === key.chat) save({ ...key, begun: true, written: [...written] });
		return Promise.resolve();
	}
});

export type Opened = { readonly talk: Talk; readonly close: () => void };

/** A talk that was begun, with its stream of wake-ups. */
export async function openOwnTalk(api: Api, key: ChatKey): Promise<Opened> {
	const talk = new Talk({
		port: {
			read: (after) => api.chat.read.query({ ...key, after }),
			say: (lines) => api.chat.say.mutate({ ...key, lines: [...lines] }),
			typing: () => api.chat.typing.mutate(key),
			end: () => api.chat.end.mutate(key)
		},
		keep: keepOf(key),
		newId: v4,
		chance: Math.random,
		report: (fault) => {
			console.warn('The chat', fault);
		}
	});
	const ear = await earOf(key.secret);
	const stream = keepListening(
		(handlers): Subscription => api.chat.wake.subscribe({ chat: key.chat, ear }, handlers),
		{ onWake: () => void talk.nudge(), onChange: () => undefined, chance: Math.random }
	);
	const onOnline = () => void talk.nudge();
	addEventListener('online', onOnline);
	void talk.start();
	return {
		talk,
		close: () => {
			removeEventListener('online', onOnline);
			stream.unsubscribe();
			talk.stop();
		}
	};
}

/** What an address may carry: with the hash one can listen, and read nothing. */
async function earOf(secret: string): Promise<string> {
	const hash = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(secret));
	return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
