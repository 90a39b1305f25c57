import type { RequestHandler } from '@sveltejs/kit';
import { serveArticleFile } from '#lib/server/documents/serve-file.ts';

export const GET: RequestHandler = ({ params: { sha256 = '' }, locals }) =>
	serveArticleFile(locals, sha256);
