import type { PageLoad } from './$types';
import { askPage } from '../ask-page.ts';

export const load: PageLoad = ({ fetch, url }) => askPage(fetch, 'bip', url.searchParams);
