import type { CookieJar } from '#lib/server/auth/cookies.ts';
import type { Visitor } from '#lib/server/auth/visitor.ts';
import type { Services } from '#lib/server/start.ts';

declare global {
	namespace App {
		/** Set for every request but those of the build, which prerenders without a server behind it. */
		interface Locals {
			services: Services;
			cookies: CookieJar;
			/** Who is asking; looked up when first asked for, so that a page needs no database. */
			visitor: () => Promise<Visitor>;
		}
		interface Error {
			message: string;
			/** Under which the fault stands in the log. */
			id?: string;
			/** An article that was taken out, and what holds instead. */
			withdrawn?: {
				readonly on: string;
				readonly reason: string;
				readonly successor: { readonly title: string; readonly href: string } | null;
			};
		}
	}
}
