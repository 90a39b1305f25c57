import { error } from '@sveltejs/kit';
import { bipVersionOf } from '#lib/domain/article/version.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { headOf, versionAt, versionHeadsOf } from '#lib/server/articles/article-history.ts';
import { findPublic } from '#lib/server/portal/find-article.ts';
import type { PageServerLoad } from './$types';
import { bipAddress, bipVersionAddress } from '#lib/domain/article/addresses.ts';

export const load: PageServerLoad = async ({ locals: { services }, params }) => {
	const no = /^[1-9]\d{0,6}$/u.test(params.no) ? Number(params.no) : 0;
	const ofVersion = (ka: string) => bipVersionAddress(ka, no);
	const { found } = await findPublic(services, params.ka, ofVersion);
	const { id, ka } = found.bip;
	const heads = await versionHeadsOf(services.db, id);
	const version = no <= found.version.no ? await versionAt(services.db, id, no) : null;
	// It may have been internal then.
	const view = version && projectArticle(version.content, 'bip');
	if (!view) error(404, { message: 'Not found' });
	return {
		...{ view, version: bipVersionOf(headOf(version)), isCurrent: no === found.version.no },
		versions: heads.filter((one) => one.no <= found.version.no).map(bipVersionOf),
		current: bipAddress(ka)
	};
};
