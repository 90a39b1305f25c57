import type { RequestHandler } from '@sveltejs/kit';
import { asSitemap, feed } from '#lib/server/portal/feeds.ts';

export const GET: RequestHandler = async ({ locals: { services } }) =>
	feed('xml', asSitemap(await services.published.current(), services.origin));
