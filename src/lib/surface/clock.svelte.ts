import { createSubscriber } from 'svelte/reactivity';

const TICK_MS = 30_000;

const subscribe = createSubscriber((update) => {
	const timer = setInterval(update, TICK_MS);
	return () => {
		clearInterval(timer);
	};
});

/** The time, for what says how long ago something was: read in a component it moves by itself. */
export const clock = {
	get now(): Date {
		subscribe();
		return new Date();
	}
};
