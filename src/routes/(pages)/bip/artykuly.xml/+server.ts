import type { RequestHandler } from '@sveltejs/kit';
import { asXml, feed } from '#lib/server/portal/feeds.ts';

export const GET: RequestHandler = async ({ locals: { services } }) =>
	feed('xml', asXml(await services.published.current(), services.origin));
