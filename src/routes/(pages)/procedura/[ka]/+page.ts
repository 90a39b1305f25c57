import { PORTAL_BASE } from '#lib/domain/article/addresses.ts';
import type { PageLoad } from './$types';
import { askPage, canonical } from '../../ask-page.ts';

export const load: PageLoad = ({ fetch, params }) =>
	askPage(fetch, 'article', { ka: canonical(params.ka, PORTAL_BASE.ofArticle) });
