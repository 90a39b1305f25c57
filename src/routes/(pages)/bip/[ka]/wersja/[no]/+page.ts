import { bipVersionAddress } from '#lib/domain/article/addresses.ts';
import type { PageLoad } from './$types';
import { askPage, canonical } from '../../../../ask-page.ts';

export const load: PageLoad = ({ fetch, params: { ka, no } }) =>
	askPage(fetch, 'bipVersion', {
		ka: canonical(ka, (written) => bipVersionAddress(written, Number(no))),
		no
	});
