import type { CookieJar } from '../auth/cookies.ts';
import type { Visitor } from '../auth/visitor.ts';
import type { Services } from '../start.ts';

/** What a procedure is given besides its input; `permitted` adds who is asking. */
export type Context = {
	readonly services: Services;
	/** Looked up once a request, when the first procedure asks. */
	readonly visitor: () => Promise<Visitor>;
	readonly cookies: CookieJar;
	/** Under which address tries are counted. */
	readonly address: string;
};
