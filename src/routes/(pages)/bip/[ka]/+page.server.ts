import { bipVersionOf } from '#lib/domain/article/version.ts';
import { linkedData } from '#lib/domain/article/linked-data.ts';
import { versionHeadsOf } from '#lib/server/articles/article-history.ts';
import { findPublic } from '#lib/server/portal/find-article.ts';
import { PORTAL_BASE, bipAddress } from '#lib/domain/article/addresses.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { services }, params }) => {
	const { found } = await findPublic(services, params.ka, bipAddress);
	const { bip: view, version } = found;
	const heads = await versionHeadsOf(services.db, view.id);
	const { publishedAt } = version;
	const portal = `${services.origin}${PORTAL_BASE.ofArticle(view.ka)}`;
	return {
		...{ view, version },
		// What begins on a day to come is not told before.
		versions: heads.filter(({ no }) => no <= version.no).map(bipVersionOf),
		address: `${services.origin}${bipAddress(view.ka)}`,
		linked: linkedData({ view, address: portal, publishedAt })
	};
};
