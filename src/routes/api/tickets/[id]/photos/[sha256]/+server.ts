import type { RequestHandler } from '@sveltejs/kit';
import { servePhoto } from '#lib/server/files/photos.ts';

export const GET: RequestHandler = ({ params: { id = '', sha256 = '' }, locals }) =>
	servePhoto(locals, { ticketId: id, sha256 });
