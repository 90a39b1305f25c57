import { fetchRequestHandler } from '@trpc/server/adapters/fetch';
import type { Context } from './context.ts';
import { reasonOf, Refused } from './refused.ts';
import { appRouter } from './router.ts';

export const TRPC_PATH = '/api/trpc';
/** Calls in one request; a device never has more to ask at once. */
const BATCH_LIMIT = 10;

/** Answers one request to the procedures; by POST questions too, so that no address carries them. */
export async function serveTrpc(req: Request, context: Context): Promise<Response> {
	const response = await fetchRequestHandler({
		router: appRouter,
		endpoint: TRPC_PATH,
		req,
		allowMethodOverride: true,
		maxBatchSize: BATCH_LIMIT,
		createContext: () => context,
		responseMeta: ({ errors }) => ({ headers: retryHeaders(errors) }),
		onError: ({ error, path }) => {
			if (reasonOf(error) === 'fault')
				context.services.report(error, `procedure ${path ?? 'unknown'}`);
		}
	});
	if (response.body === null || isEventStream(response)) return response;
	// A batch would begin to leave before its procedures are done, and with it the headers: the cookies
	// that they set would be lost. Only what never ends is streamed.
	return new Response(await response.arrayBuffer(), response);
}

const isEventStream = ({ headers }: Response): boolean =>
	headers.get('content-type')?.startsWith('text/event-stream') ?? false;

function retryHeaders(errors: readonly Error[]): Headers {
	const headers = new Headers();
	const waits = errors.flatMap((error) =>
		error instanceof Refused && error.retryAfterMs !== null ? [error.retryAfterMs] : []
	);
	if (waits.length > 0) headers.set('retry-after', String(Math.ceil(Math.max(...waits) / 1000)));
	return headers;
}
