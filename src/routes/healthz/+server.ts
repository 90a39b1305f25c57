import type { RequestHandler } from '@sveltejs/kit';
import { isHealthy } from '#lib/server/health.ts';

/** For whoever watches over the server: may it be sent requests? */
export const GET: RequestHandler = async ({ locals: { services } }) => {
	const healthy = await isHealthy(services.sql);
	return new Response(healthy ? 'ok\n' : 'database\n', {
		status: healthy ? 200 : 503,
		headers: { 'cache-control': 'no-store', 'content-type': 'text/plain' }
	});
};
