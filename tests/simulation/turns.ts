/** Everything that takes time waits here for its turn; a simulation decides whose it is. */
export type Waiting = { readonly tab: object; readonly label: string; readonly go: () => void };

export class Turns {
	#waiting: readonly Waiting[] = [];
	readonly labels = new Set<string>();

	/** How many stand at each point of the way, to pick from. */
	get waiting(): readonly Waiting[] {
		return this.#waiting;
	}

	take(tab: object, label: string): Promise<void> {
		this.labels.add(label);
		return new Promise((go) => {
			this.#waiting = [...this.#waiting, { tab, label, go }];
		});
	}

	/** Lets one go on, and comes back when everything that follows from it stands still again. */
	async give(one: Waiting): Promise<void> {
		this.#waiting = this.#waiting.filter((other) => other !== one);
		one.go();
		await stillness();
	}

	/** A tab that is no more never goes on. */
	forget(tab: object): void {
		this.#waiting = this.#waiting.filter((one) => one.tab !== tab);
	}
}

/** Every promise that could go on has done so. */
export const stillness = (): Promise<void> =>
	new Promise((resolve) => {
		setImmediate(resolve);
	});
