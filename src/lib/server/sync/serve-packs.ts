import { joinPacks, PACKS_IN_REQUEST } from '#lib/sync/pack.ts';
import type { Visitor } from '../auth/visitor.ts';
import type { Services } from '../start.ts';
import { isPublicPack, mayHavePacks } from './packs.ts';

/** What the portal shows may lie in any proxy on the way; what only staff may read, in none. */
const cacheControlOf = (scope: string): string =>
	isPublicPack(scope) ? 'public, max-age=31536000, immutable' : 'no-store';

/**
 * Packs as they were cut, some of them in one body: a name says what the bytes are, and who asks
 * compares. Who asks for public ones is not even looked up.
 * @param asked.names joined by "+"
 */
export async function servePacks(
	{ services, visitor }: { services: Services; visitor: () => Promise<Visitor> },
	{ scope, names: joined }: { scope: string; names: string }
): Promise<Response> {
	const { actor, revoked } = isPublicPack(scope) ? ANYBODY : await visitor();
	if (revoked) return Response.json({ reason: 'revoked' }, { status: 403 });
	const names = joined.split('+');
	if (!mayHavePacks(actor, scope) || names.length > PACKS_IN_REQUEST) return NOT_FOUND();
	const packs = await services.packs.bytes(scope, names);
	if (!packs) return NOT_FOUND();
	const body = joinPacks(packs);
	return new Response(body, {
		headers: {
			'content-type': 'application/octet-stream',
			'content-length': String(body.byteLength),
			'cache-control': cacheControlOf(scope)
		}
	});
}

const ANYBODY = { actor: { type: 'anonymous' }, revoked: false } as const;
const NOT_FOUND = () => new Response('Not found\n', { status: 404 });
