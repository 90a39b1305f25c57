import { error, json, type RequestHandler } from '@sveltejs/kit';
import type { PageName } from '#lib/domain/article/pages.ts';
import { PAGES } from '#lib/server/portal/pages.ts';

const isPage = (name: string): name is PageName => Object.hasOwn(PAGES, name);

/** What a public page is made of; whatever it says is public. */
export const GET: RequestHandler = async ({ locals: { services }, params, url }) => {
	const name = params['name'] ?? '';
	if (!isPage(name)) error(404, { message: 'Not found' });
	return json(await PAGES[name]({ services, params: url.searchParams }));
};
