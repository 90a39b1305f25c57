import type { RequestHandler } from '@sveltejs/kit';
import { serveArticlePicture } from '#lib/server/documents/serve-file.ts';

export const GET: RequestHandler = ({ params: { sha256 = '' }, locals }) =>
	serveArticlePicture(locals, sha256);
