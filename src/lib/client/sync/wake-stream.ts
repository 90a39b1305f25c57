/**
 * The stream of wake-ups, kept up. It comes back by itself after a break of the network, but ends for
 * good at the first answer that is none, such as that of a server which is just starting: then it is
 * begun anew, after a pause.
 */
import { backoffMs } from '#lib/sync/backoff.ts';
import type { Wake } from '#lib/sync/protocol.ts';

export type Subscription = { readonly unsubscribe: () => void };

export type StreamHandlers = {
	readonly onData: (wake: Wake) => void;
	readonly onConnectionStateChange: (change: { readonly state: string }) => void;
	readonly onError: () => void;
	readonly onComplete: () => void;
};

export type Listener = {
	readonly onWake: (wake: Wake) => void;
	/** Told when it opens and when it breaks, each time once. */
	readonly onChange: (open: boolean) => void;
	readonly chance: () => number;
};

export function keepListening(
	subscribe: (handlers: StreamHandlers) => Subscription,
	{ onWake, onChange, chance }: Listener
): Subscription {
	let subscription: Subscription | null = null;
	let timer: ReturnType<typeof setTimeout> | null = null;
	let failures = 0;
	let isOpen = false;
	let isOver = false;
	const tell = (open: boolean) => {
		if (open === isOpen) return;
		isOpen = open;
		onChange(open);
	};
	const again = () => {
		tell(false);
		if (isOver || timer !== null) return;
		failures += 1;
		timer = setTimeout(begin, backoffMs(failures, chance(), null));
	};
	function begin(): void {
		timer = null;
		subscription?.unsubscribe();
		subscription = subscribe({
			onData: (wake) => {
				failures = 0;
				onWake(wake);
			},
			onConnectionStateChange: ({ state }) => {
				tell(state === 'pending');
			},
			onError: again,
			onComplete: again
		});
	}
	begin();
	return {
		unsubscribe: () => {
			isOver = true;
			if (timer !== null) clearTimeout(timer);
			subscription?.unsubscribe();
		}
	};
}
