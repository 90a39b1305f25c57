import type { RequestHandler } from '@sveltejs/kit';
import { linkedData } from '#lib/domain/article/linked-data.ts';
import { feed } from '#lib/server/portal/feeds.ts';
import { findPublic } from '#lib/server/portal/find-article.ts';
import { PORTAL_BASE } from '#lib/domain/article/addresses.ts';

export const GET: RequestHandler = async ({ locals: { services }, params }) => {
	const addressOf = (ka: string) => `/bip/${ka}/dane.json`;
	const { found } = await findPublic(services, params['ka'] ?? '', addressOf);
	const { bip: view, version } = found;
	const address = `${services.origin}${PORTAL_BASE.ofArticle(view.ka)}`;
	const { publishedAt } = version;
	return feed('linked', JSON.stringify(linkedData({ view, address, publishedAt })));
};
