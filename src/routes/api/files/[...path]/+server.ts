import type { RequestHandler } from '@sveltejs/kit';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { admitted } from '#lib/server/files/admission.ts';

const answer: RequestHandler = async ({ request, locals }) => {
	const { services } = locals;
	const { actor, refusal } = await admitted(locals, 'blob.upload');
	if (refusal) return refusal;
	const owner = ownerKeyOf(actor);
	const waitMs = request.method === 'POST' ? await services.limits.spend('upload', owner) : 0;
	if (waitMs > 0)
		return new Response('Too many uploads\n', {
			status: 429,
			headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) }
		});
	return services.uploads.handle(request, owner);
};

export const POST = answer;
export const PATCH = answer;
export const HEAD = answer;
export const OPTIONS = answer;
