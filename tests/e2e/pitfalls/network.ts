// What stands between a device and the server, and can be made to misbehave: at the calls of the sync.
import { once } from 'node:events';
import type { BrowserContext, Route } from '@playwright/test';

/** A batch that has one of the engine's questions in it, and no stream. */
export const SYNC_CALLS = /\/api\/trpc\/[^?]*sync\.(?:push|pull|confirm)/u;

export type Misbehaviour = (route: Route) => Promise<void> | void;

/** Answers nothing, as a server does whose threads all hang. */
export const hang: Misbehaviour = () => undefined;

/** What a server answered once, is answered again to whoever asks. */
export function stale(): Misbehaviour {
	const first = new Map<string, { status: number; body: string; contentType: string }>();
	return async (route) => {
		const { pathname } = new URL(route.request().url());
		const known = first.get(pathname);
		if (known) {
			await route.fulfill(known);
			return;
		}
		const response = await route.fetch();
		const contentType = response.headers()['content-type'] ?? '';
		first.set(pathname, { status: response.status(), body: await response.text(), contentType });
		await route.fulfill({ response });
	};
}

/** The connection is lost half way through the answer, and a proxy closes it as if that were all. */
export const truncated: Misbehaviour = async (route) => {
	const response = await route.fetch();
	const body = await response.text();
	const contentType = response.headers()['content-type'] ?? '';
	await route.fulfill({
		status: response.status(),
		contentType,
		body: body.slice(0, body.length / 2)
	});
};

/** A proxy that speaks for the server, of which nothing is heard. */
export const errorPage: Misbehaviour = (route) =>
	route.fulfill({ status: 502, contentType: 'text/html', body: '<h1>Bad Gateway</h1>' });

/** A hotel's page to sign in at, in place of whatever was asked for. */
export const captivePortal: Misbehaviour = (route) =>
	route.fulfill({ status: 200, contentType: 'text/html', body: '<h1>Welcome</h1>' });

/** The server does what it is asked, and its answer is lost on the way. */
export const answerLost: Misbehaviour = async (route) => {
	await route.fetch();
	await route.abort('connectionreset');
};

/** @returns how many calls came through here since */
export async function misbehave(
	context: BrowserContext,
	how: Misbehaviour,
	calls: RegExp = SYNC_CALLS
): Promise<{ readonly calls: () => number; readonly end: () => Promise<void> }> {
	let count = 0;
	const handler = async (route: Route) => {
		count += 1;
		// A page that is closed meanwhile hears no answer.
		await Promise.resolve(how(route)).catch(() => undefined);
	};
	await context.route(calls, handler);
	return { calls: () => count, end: () => context.unroute(calls, handler) };
}

/** Where answers wait until somebody lets them all through. */
export class Gate {
	readonly #opening = new AbortController();

	open(): void {
		this.#opening.abort();
	}

	async passed(): Promise<void> {
		if (!this.#opening.signal.aborted) await once(this.#opening.signal, 'abort');
	}
}
