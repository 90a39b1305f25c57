import type { RequestHandler } from '@sveltejs/kit';
import { servePack } from '#lib/server/sync/serve-pack.ts';

export const GET: RequestHandler = ({ params: { scope = '', name = '' }, locals }) =>
	servePack(locals, { scope, name });
