import type { RequestHandler } from '@sveltejs/kit';
import { feed } from '#lib/server/portal/feeds.ts';
import { findPublic } from '#lib/server/portal/find-article.ts';
import { linkedOf } from '#lib/server/portal/pages.ts';

export const GET: RequestHandler = async ({ locals: { services }, params }) => {
	const addressOf = (ka: string) => `/bip/${ka}/dane.json`;
	const { found } = await findPublic(services, params['ka'] ?? '', addressOf);
	return feed('linked', JSON.stringify(linkedOf(found, services.origin)));
};
