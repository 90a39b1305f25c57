import type { RequestHandler } from '@sveltejs/kit';
import { serveDocument } from '#lib/server/files/attachments.ts';

export const GET: RequestHandler = ({ params: { id = '', sha256 = '' }, locals }) =>
	serveDocument(locals, { ticketId: id, sha256 });
