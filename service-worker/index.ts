/// <reference lib="webworker" />
/// <reference types="@sveltejs/kit" />
/**
 * The service worker: starts the app without a network. It keeps what one build is made of, answers
 * every page with that build's shell, and gives out the files that its device keeps (client/documents/keeper.ts); it
 * touches nothing else: no answer of the API is ever kept.
 */
import {
	cleanupOutdatedCaches,
	createHandlerBoundToURL,
	precacheAndRoute
} from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { isArticleFile, keptOrFetched } from './kept-files.ts';
import { precacheEntries } from './precache.ts';

declare const self: ServiceWorkerGlobalScope;

/** The prerendered page that starts the app at any address. */
const SHELL = '/powloka';
/** Addresses that are not pages of the app: the server's own answers, and the pages that it makes. */
const NOT_PAGES = [/^\/api\//u, /^\/healthz$/u, /^\/bip(?:\/|$)/u, /\.(?:xml|txt)$/u];

registerRoute(
	({ url, sameOrigin }) => sameOrigin && isArticleFile(url),
	({ request }) => keptOrFetched(request)
);
precacheAndRoute(precacheEntries(SHELL));
cleanupOutdatedCaches();
registerRoute(new NavigationRoute(createHandlerBoundToURL(SHELL), { denylist: NOT_PAGES }));

// A new build takes over only when the person says so: two builds never mix in one page.
self.addEventListener('message', (event: ExtendableMessageEvent) => {
	const message: unknown = event.data;
	if (typeof message === 'object' && message !== null && 'type' in message)
		if (message.type === 'SKIP_WAITING') void self.skipWaiting();
});
