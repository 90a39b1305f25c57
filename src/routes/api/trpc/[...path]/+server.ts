import type { RequestHandler } from '@sveltejs/kit';
import { addressKey } from '#lib/server/auth/limits.ts';
import { serveTrpc } from '#lib/server/trpc/serve.ts';

const answer: RequestHandler = ({ request, locals, getClientAddress }) => {
	const { services, cookies, visitor } = locals;
	return serveTrpc(request, {
		...{ services, cookies, visitor },
		address: addressKey(getClientAddress())
	});
};

export const GET = answer;
export const POST = answer;
