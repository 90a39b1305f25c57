/**
 * One talk in the chat (R4.1) as a browser has it, the same for both sides: lines as the server numbered
 * them, and what was written here that the server has not confirmed. What is written is kept on the device
 * before it is sent and is sent until it is among the lines; sent twice it is one line by its id. So a lost
 * connection, a reload or a killed browser neither loses a line nor doubles one.
 */
import { failureOf } from '#lib/client/net/transport.ts';
import type { Api } from '#lib/client/net/trpc.ts';
import {
	completeTo,
	LINES_AT_ONCE,
	mergeLines,
	unconfirmed,
	type Line,
	type NewLine
} from '#lib/domain/chat/talk.ts';
import { backoffMs } from '#lib/sync/backoff.ts';

export type TalkAnswer = Awaited<ReturnType<Api['chat']['read']['query']>>;
export type TalkPort = {
	readonly read: (after: number) => Promise<TalkAnswer>;
	readonly say: (
		lines: readonly NewLine[]
	) => Promise<Awaited<ReturnType<Api['chat']['say']['mutate']>>>;
	readonly typing: () => Promise<unknown>;
	readonly end: () => Promise<unknown>;
};

/** Where what was written lies until it is confirmed. */
export type Keep = {
	readonly load: () => Promise<readonly NewLine[]>;
	readonly save: (written: readonly NewLine[]) => Promise<void>;
};

export type TalkOptions = {
	readonly port: TalkPort;
	readonly keep: Keep;
	readonly newId: () => string;
	readonly chance: () => number;
	readonly report: (fault: unknown) => void;
};

/**
 * - `connected`, `waiting`: the network is away, what is written waits here
 * - `gone`: there is no such talk (any more), or not for whoever asks
 */
export type Link = 'connecting' | 'connected' | 'waiting' | 'gone';

/** Without a word of the stream of wake-ups it is asked this often, which also says that one is there. */
const ASK_EVERY_MS = 10_000;
/** The server shows for six seconds that somebody types; it is asked again when that is over. */
const TYPING_OVER_MS = 6500;
const TYPING_TOLD_EVERY_MS = 3000;
/** Somebody waits at the screen. */
const LONGEST_WAIT_MS = 10_000;

export class Talk {
	lines = $state.raw<readonly Line[]>([]);
	/** Written here and not confirmed. */
	written = $state.raw<readonly NewLine[]>([]);
	/** As last told; null before the first answer. */
	told = $state.raw<TalkAnswer | null>(null);
	link = $state<Link>('connecting');
	/** Why the server takes no more: what is still unconfirmed then never will be. */
	closed = $state<'ended' | 'full' | null>(null);
	/** Nothing could be kept on this device: what is typed must not be thrown away before it arrived. */
	unkept = $state(false);
	readonly #options: TalkOptions;
	#timer: ReturnType<typeof setTimeout> | null = null;
	#running: Promise<void> | null = null;
	#again = false;
	#failures = 0;
	#toldTyping = 0;
	#isOver = false;

	constructor(options: TalkOptions) {
		this.#options = options;
	}

	/** Finds again what was written before a reload, and begins to ask. */
	async start(): Promise<void> {
		const kept = await this.#options.keep.load().catch((fault: unknown) => {
			this.#options.report(fault);
			return [];
		});
		this.written = [...kept, ...this.written];
		await this.nudge();
	}

	stop(): void {
		this.#isOver = true;
		if (this.#timer) clearTimeout(this.#timer);
	}

	/** What somebody typed becomes a line. It is shown at once and sent as soon as can be. */
	async write(text: string): Promise<void> {
		this.written = [...this.written, { id: this.#options.newId(), text }];
		await this.#keepWritten();
		void this.nudge();
	}

	/** Somebody types; told now and then. */
	typed(now: number): void {
		if (now - this.#toldTyping < TYPING_TOLD_EVERY_MS || this.link !== 'connected') return;
		this.#toldTyping = now;
		this.#options.port.typing().catch(() => undefined);
	}

	/** @returns whether the server knows that it is over */
	async end(): Promise<boolean> {
		try {
			await this.#options.port.end();
		} catch (fault) {
			this.#options.report(fault);
			return false;
		}
		await this.nudge();
		return true;
	}

	/** Something may have moved: tells and asks now. While that is under way, once more after it. */
	nudge(): Promise<void> {
		if (this.#isOver) return Promise.resolve();
		this.#again = true;
		this.#running ??= this.#run().finally(() => {
			this.#running = null;
		});
		return this.#running;
	}

	async #run(): Promise<void> {
		while (this.#again && !this.#isOver) {
			this.#again = false;
			if (this.#timer) clearTimeout(this.#timer);
			try {
				await this.#tell();
				await this.#ask();
				this.#failures = 0;
				this.link = 'connected';
				this.#later(this.told?.typing ? TYPING_OVER_MS : ASK_EVERY_MS);
			} catch (fault) {
				this.#failed(fault);
			}
		}
	}

	#failed(fault: unknown): void {
		const failure = failureOf(fault);
		if (failure.type === 'fault' && failure.message === 'notFound') {
			this.link = 'gone';
			return;
		}
		if (failure.type !== 'unreachable') this.#options.report(fault);
		this.link = 'waiting';
		this.#failures += 1;
		const asked = failure.type === 'busy' ? failure.retryAfterMs : null;
		const pauseMs = backoffMs(this.#failures, this.#options.chance(), null);
		this.#later(Math.max(asked ?? 0, Math.min(LONGEST_WAIT_MS, pauseMs)));
	}

	#later(ms: number): void {
		if (this.#isOver) return;
		this.#timer = setTimeout(() => void this.nudge(), ms);
	}

	async #tell(): Promise<void> {
		const batch = this.written.slice(0, LINES_AT_ONCE);
		if (batch.length === 0 || this.closed) return;
		const said = await this.#options.port.say(batch);
		if (said !== 'said') this.closed = said;
	}

	async #ask(): Promise<void> {
		for (;;) {
			const told = await this.#options.port.read(completeTo(this.lines));
			this.lines = mergeLines(this.lines, told.lines);
			this.told = told;
			if (told.more) continue;
			await this.#forgetConfirmed();
			if (this.written.length > 0 && !this.closed) this.#again = true;
			return;
		}
	}

	async #forgetConfirmed(): Promise<void> {
		const left = unconfirmed(this.written, this.lines);
		if (left.length === this.written.length) return;
		this.written = left;
		await this.#keepWritten();
	}

	async #keepWritten(): Promise<void> {
		try {
			await this.#options.keep.save(this.written);
			this.unkept = false;
		} catch (fault) {
			this.#options.report(fault);
			this.unkept = true;
		}
	}
}
