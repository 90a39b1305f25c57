import type { RequestHandler } from '@sveltejs/kit';
import { may } from '#lib/domain/org/policy.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { addressKey } from '#lib/server/auth/limits.ts';
import { admitted } from '#lib/server/files/admission.ts';
import { uploadWaitMs } from '#lib/server/files/upload-limit.ts';

const answer: RequestHandler = async ({ request, locals, getClientAddress }) => {
	const { services } = locals;
	const { actor, refusal } = await admitted(locals, 'blob.upload');
	if (refusal) return refusal;
	const owner = ownerKeyOf(actor);
	const address = addressKey(getClientAddress());
	const waitMs =
		request.method === 'POST' ? await uploadWaitMs(services.limits, actor, { owner, address }) : 0;
	if (waitMs > 0)
		return new Response('Too many uploads\n', {
			status: 429,
			headers: { 'retry-after': String(Math.ceil(waitMs / 1000)) }
		});
	return services.uploads.handle(request, { owner, isAuthor: may(actor, 'article.desk') });
};

export const POST = answer;
export const PATCH = answer;
export const HEAD = answer;
export const OPTIONS = answer;
