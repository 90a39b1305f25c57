import type { RequestHandler } from '@sveltejs/kit';
import { asOpenSearch, feed } from '#lib/server/portal/feeds.ts';

export const GET: RequestHandler = ({ locals: { services } }) =>
	feed('openSearch', asOpenSearch(services.origin));
