import { liveQuery } from 'dexie';
import { createSubscriber } from 'svelte/reactivity';

/**
 * A question to the device's database whose answer stays true: read in a component, it asks again
 * whenever something it depends on changes, in this tab or another, and stops when nobody reads it.
 */
export class Live<T> {
	#answer: T;
	readonly #subscribe: () => void;

	/** @param before what is read until the first answer is there */
	constructor(question: () => Promise<T> | T, before: T) {
		this.#answer = before;
		this.#subscribe = createSubscriber((update) => {
			const subscription = liveQuery(question).subscribe({
				next: (answer) => {
					this.#answer = answer;
					update();
				},
				error: (fault: unknown) => {
					console.error('A live query', fault);
				}
			});
			return () => {
				subscription.unsubscribe();
			};
		});
	}

	get current(): T {
		this.#subscribe();
		return this.#answer;
	}
}
