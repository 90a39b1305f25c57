import type { Cookies } from '@sveltejs/kit';

/** What a browser keeps for us, out of reach of scripts: who is signed in, and which device it is. */
const COOKIES = { session: 'lckm_session', device: 'lckm_device' } as const;
export type CookieName = keyof typeof COOKIES;

export type CookieJar = {
	readonly read: (name: CookieName) => string | null;
	readonly write: (name: CookieName, value: string, expires: Date) => void;
	readonly clear: (name: CookieName) => void;
};

/** Browsers keep no cookie longer than this. */
export const LONGEST_COOKIE_MS = 400 * 24 * 60 * 60_000;

/**
 * The prefix makes the browser refuse such a cookie from a neighbouring host or from plain http; on
 * http://localhost, for development and tests, it does not exist.
 */
export function openCookieJar(cookies: Cookies, origin: string): CookieJar {
	const secure = origin.startsWith('https:');
	const nameOf = (name: CookieName) => `${secure ? '__Host-' : ''}${COOKIES[name]}`;
	const options = { path: '/', httpOnly: true, sameSite: 'lax', secure } as const;
	return {
		read: (name) => cookies.get(nameOf(name)) ?? null,
		write: (name, value, expires) => {
			cookies.set(nameOf(name), value, { ...options, expires });
		},
		clear: (name) => {
			cookies.delete(nameOf(name), options);
		}
	};
}
