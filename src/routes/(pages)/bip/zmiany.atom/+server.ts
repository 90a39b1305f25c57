import type { RequestHandler } from '@sveltejs/kit';
import { asAtom, feed } from '#lib/server/portal/feeds.ts';

export const GET: RequestHandler = async ({ locals: { services } }) =>
	feed('atom', asAtom(await services.published.current(), services.origin));
