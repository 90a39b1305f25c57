import type { RequestHandler } from '@sveltejs/kit';
import { servePacks } from '#lib/server/sync/serve-packs.ts';

export const GET: RequestHandler = ({ params: { scope = '', names = '' }, locals }) =>
	servePacks(locals, { scope, names });
