import { assert } from '#lib/base/assert.ts';
import { linkedData } from '#lib/domain/article/linked-data.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { findPublic, relatedTo } from '#lib/server/portal/find-article.ts';
import { PORTAL_BASE } from '#lib/domain/article/addresses.ts';
import type { PageServerLoad } from './$types';

export const load: PageServerLoad = async ({ locals: { services }, params }) => {
	const { ofArticle } = PORTAL_BASE;
	const { found, base } = await findPublic(services, params.ka, ofArticle);
	const view = projectArticle(found.article, 'portal');
	assert(view, 'what BIP shows the portal shows');
	const address = `${services.origin}${ofArticle(view.ka)}`;
	const { publishedAt } = found.version;
	return {
		view,
		related: relatedTo(view.fields.relatedProcedures, base, ofArticle),
		address,
		linked: linkedData({ view: found.bip, address, publishedAt })
	};
};
