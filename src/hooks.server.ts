import { randomUUID } from 'node:crypto';
import process from 'node:process';
import type { Handle, HandleServerError, ServerInit } from '@sveltejs/kit';
import { building, dev } from '$app/environment';
import { readEnvironment } from '#lib/server/env.ts';
import { createHandle } from '#lib/server/handle.ts';
import { logFault } from '#lib/server/log.ts';
import { startServer } from '#lib/server/start.ts';

/** While building, pages are prerendered without a server behind them. */
let handleRequest: Handle = ({ event, resolve }) => resolve(event);

export const init: ServerInit = async () => {
	if (building) return;
	const { services, close, closeStreams } = await startServer(readEnvironment(process.env));
	handleRequest = createHandle(services);
	// A promise of some library that nobody waits for any more is a line in the log; ended by it, the
	// process would take everybody's requests along.
	process.on('unhandledRejection', (fault) => {
		logFault(fault, 'a promise that nobody waited for');
	});
	// Streams first: the HTTP server waits for them before it says that it is closed. In development
	// the signals are left alone, as whoever listens to one takes its usual effect away.
	if (!dev) for (const signal of ['SIGTERM', 'SIGINT']) process.once(signal, closeStreams);
	process.once('sveltekit:shutdown', () => {
		close().catch((fault: unknown) => {
			logFault(fault, 'closing');
		});
	});
};

export const handle: Handle = (input) => handleRequest(input);

export const handleError: HandleServerError = ({ error, event, status }) => {
	if (status === 404) return { message: 'Not found' };
	const id = randomUUID();
	logFault(error, `${id} ${event.request.method} ${event.route.id ?? 'no route'}`);
	return { message: 'Fault', id };
};
