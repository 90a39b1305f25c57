import type { Drafts } from '#lib/client/state/drafts.ts';

/** Long enough not to write at each key, short enough that a killed browser costs half a word. */
const SAVE_AFTER_MS = 400;

/**
 * A form whose text is kept on the device while it is typed, and is there again after a reload, a
 * crash or a week offline. Without `drafts` it lives in memory only: on a kiosk nothing may stay.
 */
export class KeptForm<Values extends Record<string, unknown>> {
	values: Values;
	readonly #empty: Values;
	readonly #key: string;
	readonly #drafts: Drafts | null;
	#timer: ReturnType<typeof setTimeout> | null = null;

	constructor(key: string, empty: Values, drafts: Drafts | null) {
		this.#key = key;
		this.#empty = empty;
		this.#drafts = drafts;
		this.values = $state({ ...empty });
	}

	/** Fills in what was typed here before; resolves when that is done. */
	async restore(): Promise<void> {
		const kept = await this.#drafts?.load(this.#key);
		if (typeof kept === 'object' && kept !== null) Object.assign(this.values, kept);
	}

	/** Call it whenever something was typed; in an effect that reads the values, for instance. */
	keep(): void {
		const snapshot = $state.snapshot(this.values);
		if (this.#timer) clearTimeout(this.#timer);
		this.#timer = setTimeout(() => void this.#drafts?.save(this.#key, snapshot), SAVE_AFTER_MS);
	}

	/** Sent, or thrown away on purpose: the form is empty again, here and on the disk. */
	async clear(): Promise<void> {
		if (this.#timer) clearTimeout(this.#timer);
		Object.assign(this.values, this.#empty);
		await this.#drafts?.drop(this.#key).catch((fault: unknown) => {
			// What was sent is kept: taken for a failure, it would be written and sent a second time.
			console.error('Removing a draft', fault);
		});
	}
}
