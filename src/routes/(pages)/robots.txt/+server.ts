import type { RequestHandler } from '@sveltejs/kit';
import { feed } from '#lib/server/portal/feeds.ts';

/** Residents' pages and BIP are for everyone to find; the workplaces and the kiosk are not pages to find. */
const CLOSED = ['/api/', '/kiosk', '/punkt', '/teren', '/stanowisko', '/redakcja', '/zarzadzanie'];

export const GET: RequestHandler = ({ locals: { services } }) => {
	const rules = ['User-agent: *', ...CLOSED.map((path) => `Disallow: ${path}`)];
	return feed('text', `${rules.join('\n')}\n\nSitemap: ${services.origin}/sitemap.xml\n`);
};
