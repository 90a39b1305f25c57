import process from 'node:process';

/**
 * npm passes on a signal that the process group has got already, so the same wish arrives twice
 * within a moment; a person who presses Ctrl-C again takes longer.
 */
const SAME_WISH_MS = 750;

export type Shutdown = {
	/** Aborted when the process is asked to end. */
	readonly asked: AbortSignal;
	/** Aborted when it is asked again: no more patience. */
	readonly hastened: AbortSignal;
};

/** Turns the signals that end a process into two that code can wait for. */
export function listenForShutdown(): Shutdown {
	const asked = new AbortController();
	const hastened = new AbortController();
	let askedAtMs = 0;
	const onSignal = (): void => {
		if (!asked.signal.aborted) {
			askedAtMs = performance.now();
			asked.abort();
		} else if (performance.now() - askedAtMs > SAME_WISH_MS) hastened.abort();
	};
	for (const name of ['SIGTERM', 'SIGINT'] as const) process.on(name, onSignal);
	// A closed terminal is the same wish; the application listens for the other two only.
	process.on('SIGHUP', () => process.emit('SIGTERM', 'SIGTERM'));
	return { asked: asked.signal, hastened: hastened.signal };
}
