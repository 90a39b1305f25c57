import type { RequestHandler } from '@sveltejs/kit';
import { servePhoto } from '#lib/server/files/attachments.ts';

export const GET: RequestHandler = ({ params: { id = '', sha256 = '' }, url, locals }) =>
	servePhoto(locals, { ticketId: id, sha256, small: url.searchParams.has('miniatura') });
