import { KEPT_FILES } from '#lib/client/documents/cache-name.ts';
import { FILES_UNDER } from '#lib/domain/article/addresses.ts';
import { m } from '#lib/paraglide/messages.js';

export const isArticleFile = ({ pathname }: URL): boolean => pathname.startsWith(FILES_UNDER);

/** A file of a required document as this device keeps it; another one from the server, and kept by nobody. */
export async function keptOrFetched(request: Request): Promise<Response> {
	const kept = await (await caches.open(KEPT_FILES)).match(request.url);
	if (kept) return kept;
	try {
		return await fetch(request);
	} catch (fault) {
		if (request.mode !== 'navigate') throw fault;
		return notHere();
	}
}

/** Instead of the browser's own page, from which nothing leads back. */
const notHere = (): Response =>
	new Response(
		`<!doctype html><html lang="pl"><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
			`<title>${m.article_kept_not_here_title()}</title><style>body{font:1.125rem/1.5 system-ui;margin:2rem auto;max-width:40rem;padding:0 1rem}</style>` +
			`<h1>${m.article_kept_not_here_title()}</h1><p>${m.article_kept_not_here()}</p><p><a href="/">${m.article_kept_back()}</a></p></html>`,
		{ status: 503, headers: { 'content-type': 'text/html; charset=utf-8' } }
	);
