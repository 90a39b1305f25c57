import type { Handle } from '@sveltejs/kit';
import { openCookieJar } from './auth/cookies.ts';
import { identify, type Visitor } from './auth/visitor.ts';
import { RECORDINGS_PATH } from './recordings/recording-uploads.ts';
import { isFromOwnPages } from './same-origin.ts';
import { securityHeaders } from './security-headers.ts';
import type { Services } from './start.ts';

/** What every request passes on its way in and out, whatever it is for. */
export function createHandle(services: Services): Handle {
	const { origin } = services;
	return async ({ event, resolve }) => {
		if (!isOfExchange(event.url) && !isFromOwnPages(event.request, origin))
			return finish(new Response('Cross-site requests are refused\n', { status: 403 }), event.url);
		const cookies = openCookieJar(event.cookies, origin);
		let visitor: Promise<Visitor> | undefined;
		event.locals.services = services;
		event.locals.cookies = cookies;
		event.locals.visitor = () => (visitor ??= identify(services, cookies));
		return finish(await resolve(event), event.url);
	};

	/** Says on every answer what browsers may do with it; what the answer says of itself stays. */
	function finish(response: Response, url: URL): Response {
		const { headers } = response;
		for (const [name, value] of Object.entries(securityHeaders(origin)))
			if (!headers.has(name)) headers.set(name, value);
		if (url.pathname.startsWith('/api/')) headers.set('cache-control', cacheControlOf(headers));
		return response;
	}
}

/** A program with a secret of its own: no page can send it, and no cookie counts there. */
const isOfExchange = ({ pathname }: URL): boolean =>
	pathname === RECORDINGS_PATH || pathname.startsWith(`${RECORDINGS_PATH}/`);

/**
 * Nothing of the interface is kept anywhere, but what says itself that it never changes; a stream must
 * not be gathered up by a compressing proxy.
 */
function cacheControlOf(headers: Headers): string {
	const own = headers.get('cache-control');
	if (own?.endsWith('immutable')) return own;
	return headers.get('content-type')?.startsWith('text/event-stream')
		? 'no-store, no-transform'
		: 'no-store';
}
