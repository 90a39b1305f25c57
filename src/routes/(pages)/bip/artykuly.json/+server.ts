import type { RequestHandler } from '@sveltejs/kit';
import { asJson, feed } from '#lib/server/portal/feeds.ts';

export const GET: RequestHandler = async ({ locals: { services } }) =>
	feed('json', asJson(await services.published.current(), services.origin));
