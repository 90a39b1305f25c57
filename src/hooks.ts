import type { Reroute } from '@sveltejs/kit';
import { browser } from '$app/environment';

const ARTICLE = /^\/baza-wiedzy\/(?<ka>[^/]+)\/?$/u;

/**
 * An article has one address and two pages. Whoever comes to it first gets the one that the server makes, which
 * reads without JavaScript; a browser that has the application shows its own, which works without a network.
 */
export const reroute: Reroute = ({ url }) => {
	if (browser) return undefined;
	const ka = ARTICLE.exec(url.pathname)?.groups?.['ka'];
	return ka === undefined ? undefined : `/procedura/${ka}`;
};
