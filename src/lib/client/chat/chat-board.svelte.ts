/**
 * The talks of one consultant (R4.1, R5.1): what waits, and each talk that is theirs, all of them running
 * while the desk is open, whichever is on the screen. One stream of wake-ups serves them all.
 */
import { v4 } from 'uuid';
import * as v from 'valibot';
import { SvelteMap } from 'svelte/reactivity';
import type { Api } from '#lib/client/net/trpc.ts';
import { failureOf } from '#lib/client/net/transport.ts';
import type { Drafts } from '#lib/client/state/drafts.ts';
import { newLineSchema } from '#lib/domain/chat/talk.ts';
import { keepListening, type Subscription } from '../sync/wake-stream.ts';
import { Talk, type Keep } from './talk.svelte.ts';

export type ListedTalk = Awaited<ReturnType<Api['chatDesk']['list']['query']>>[number];
export type AcceptAnswer = Awaited<ReturnType<Api['chatDesk']['accept']['mutate']>>;

/** Without a word of the stream. */
const ASK_EVERY_MS = 15_000;
const writtenSchema = v.array(newLineSchema);

export class ChatBoard {
	/** Null before the first answer; then as last told, also while the network is away. */
	list = $state.raw<readonly ListedTalk[] | null>(null);
	isConnected = $state(false);
	readonly #api: () => Promise<Api>;
	readonly #drafts: Drafts;
	readonly #talks = new SvelteMap<string, Talk>();
	#stream: Subscription | null = null;
	#timer: ReturnType<typeof setInterval> | null = null;
	#asking: Promise<void> | null = null;
	#again = false;

	constructor(api: () => Promise<Api>, drafts: Drafts) {
		this.#api = api;
		this.#drafts = drafts;
	}

	get waiting(): readonly ListedTalk[] {
		return (this.list ?? []).filter(({ state }) => state === 'waiting');
	}

	get own(): readonly ListedTalk[] {
		return (this.list ?? []).filter(({ state }) => state !== 'waiting');
	}

	/** What wants an answer: talks that wait, and lines that were not looked at. */
	get count(): number {
		return this.waiting.length + this.own.filter(({ unread }) => unread > 0).length;
	}

	/** @returns what ends it */
	start(): () => void {
		let isOver = false;
		void this.refresh();
		this.#timer = setInterval(() => void this.refresh(), ASK_EVERY_MS);
		void this.#api().then((api) => {
			if (isOver) return;
			this.#stream = keepListening((handlers) => api.chatDesk.wake.subscribe(undefined, handlers), {
				onWake: () => void this.refresh(),
				onChange: (open) => {
					if (open) void this.refresh();
				},
				chance: Math.random
			});
		}, report);
		return () => {
			isOver = true;
			if (this.#timer) clearInterval(this.#timer);
			this.#stream?.unsubscribe();
			for (const talk of this.#talks.values()) talk.stop();
			this.#talks.clear();
		};
	}

	/** The running talk; undefined for one that is not theirs. */
	talk(id: string): Talk | undefined {
		return this.#talks.get(id);
	}

	async accept(id: string): Promise<AcceptAnswer> {
		const api = await this.#api();
		const answer = await api.chatDesk.accept.mutate({ chat: id });
		if (answer.type === 'accepted') this.#open(api, id);
		await this.refresh();
		return answer;
	}

	async release(id: string): Promise<void> {
		const api = await this.#api();
		await api.chatDesk.release.mutate({ chat: id });
		this.#talks.get(id)?.stop();
		this.#talks.delete(id);
		await this.refresh();
	}

	/** The consultant has looked at it up to this line. */
	async seen(id: string, line: number): Promise<void> {
		const api = await this.#api();
		await api.chatDesk.seen.mutate({ chat: id, line });
	}

	/** Asks what there is; while that is under way, once more after it. */
	refresh(): Promise<void> {
		this.#again = true;
		this.#asking ??= this.#ask().finally(() => {
			this.#asking = null;
		});
		return this.#asking;
	}

	async #ask(): Promise<void> {
		while (this.#again) {
			this.#again = false;
			try {
				const api = await this.#api();
				this.list = await api.chatDesk.list.query();
				this.isConnected = true;
				for (const { id } of this.own) this.#open(api, id);
			} catch (fault) {
				if (failureOf(fault).type !== 'unreachable') report(fault);
				this.isConnected = false;
			}
		}
	}

	#open(api: Api, id: string): void {
		const running = this.#talks.get(id);
		if (running) {
			void running.nudge();
			return;
		}
		const talk = new Talk({
			port: {
				read: (after) => api.chatDesk.read.query({ chat: id, after }),
				say: (lines) => api.chatDesk.say.mutate({ chat: id, lines: [...lines] }),
				typing: () => api.chatDesk.typing.mutate({ chat: id }),
				end: () => api.chatDesk.end.mutate({ chat: id })
			},
			keep: this.#keepOf(id),
			newId: v4,
			chance: Math.random,
			report
		});
		this.#talks.set(id, talk);
		void talk.start();
	}

	#keepOf(id: string): Keep {
		const key = `chat-lines:${id}`;
		return {
			load: async () => {
				const parsed = v.safeParse(writtenSchema, await this.#drafts.load(key));
				return parsed.success ? parsed.output : [];
			},
			save: async (written) => {
				await (written.length === 0
					? this.#drafts.drop(key)
					: this.#drafts.save(key, [...written]));
			}
		};
	}
}

function report(fault: unknown): void {
	console.warn('The chat', fault);
}
