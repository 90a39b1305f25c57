import type { Visitor } from '../auth/visitor.ts';
import type { Services } from '../start.ts';
import { mayHavePacks, packBytes } from './packs.ts';

/** What the portal shows may lie in any proxy on the way; what only staff may read, in none. */
const cacheControlOf = (scope: string): string =>
	scope === 'kb:public' ? 'public, max-age=31536000, immutable' : 'no-store';

/** One pack, as it was cut: its name says what the bytes are, and who asks compares. */
export async function servePack(
	{ services, visitor }: { services: Services; visitor: () => Promise<Visitor> },
	{ scope, name }: { scope: string; name: string }
): Promise<Response> {
	const { actor, revoked } = await visitor();
	if (revoked) return Response.json({ reason: 'revoked' }, { status: 403 });
	if (!mayHavePacks(actor, scope)) return new Response('Not found\n', { status: 404 });
	const bytes = await packBytes(services, scope, name);
	if (!bytes) return new Response('Not found\n', { status: 404 });
	return new Response(bytes as Uint8Array<ArrayBuffer>, {
		headers: {
			'content-type': 'application/octet-stream',
			'content-length': String(bytes.byteLength),
			'cache-control': cacheControlOf(scope)
		}
	});
}
