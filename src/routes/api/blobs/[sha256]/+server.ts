import type { RequestHandler } from '@sveltejs/kit';
import { admitted } from '#lib/server/files/admission.ts';
import { isSha256 } from '#lib/server/files/blob-files.ts';
import { isKept } from '#lib/server/files/uploads.ts';

/** Are these bytes here already? Asked before an upload; never answered with the bytes. */
export const HEAD: RequestHandler = async ({ params: { sha256 = '' }, locals }) => {
	const { actor, refusal } = await admitted(locals, 'blob.upload');
	if (refusal) return new Response(null, { status: refusal.status });
	// Who has a picture from elsewhere learns nothing of who sent it here: they send it, and that is all.
	const mayKnow = actor.type !== 'anonymous';
	const kept = mayKnow && isSha256(sha256) && (await isKept(locals.services.db, sha256));
	return new Response(null, { status: kept ? 200 : 404 });
};
