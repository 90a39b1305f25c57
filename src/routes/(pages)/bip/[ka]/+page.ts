import { bipAddress } from '#lib/domain/article/addresses.ts';
import type { PageLoad } from './$types';
import { askPage, canonical } from '../../ask-page.ts';

export const load: PageLoad = ({ fetch, params }) =>
	askPage(fetch, 'bipArticle', { ka: canonical(params.ka, bipAddress) });
