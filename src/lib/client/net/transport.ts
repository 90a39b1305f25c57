import { splitPacks, type PackBytes } from '#lib/sync/pack.ts';
import type { Answered, Transport, TransportFailure } from '#lib/sync/ports.ts';
import type { Api } from './trpc.ts';

/** An answer that does not come counts as no network: the radio of a field phone can hang for hours. */
const PATIENCE_MS = 30_000;

type Get = (path: string, init: { readonly signal: AbortSignal }) => Promise<Response>;

/** @param get how files are fetched, where that is not a browser's way */
export function createTransport(api: Api, get: Get = (path, init) => fetch(path, init)): Transport {
	return {
		push: (request) => answered((signal) => api.sync.push.mutate(request, { signal })),
		pull: (request) => answered((signal) => api.sync.pull.query(request, { signal })),
		confirm: (request) => answered((signal) => api.sync.confirm.query(request, { signal })),
		manifest: (request) => answered((signal) => api.sync.manifest.query(request, { signal })),
		packs: (scope, names) =>
			answered(async (signal) =>
				packsIn(await get(`/api/packs/${scope}/${names.join('+')}`, { signal }))
			)
	};
}

/** What is not there any more fails the pull; the next one hears of the packs that are. */
async function packsIn(response: Response): Promise<readonly PackBytes[]> {
	if (!response.ok) throw new PackMissing(response.status);
	return splitPacks(new Uint8Array(await response.arrayBuffer()));
}

/** Has the shape of what tRPC throws, so that it is told by the same rules. */
class PackMissing extends Error {
	readonly data: { readonly httpStatus: number };
	constructor(httpStatus: number) {
		super(`A pack was answered with ${String(httpStatus)}`);
		this.data = { httpStatus };
	}
}

async function answered<T>(ask: (signal: AbortSignal) => Promise<T>): Promise<Answered<T>> {
	try {
		return { ok: true, value: await ask(AbortSignal.timeout(PATIENCE_MS)) };
	} catch (fault) {
		return { ok: false, error: failureOf(fault) };
	}
}

const FAILURE_OF_REASON: Readonly<Record<string, TransportFailure>> = {
	signInNeeded: { type: 'signInNeeded' },
	otherOwner: { type: 'otherOwner' },
	revoked: { type: 'revoked' },
	updateNeeded: { type: 'updateNeeded' }
};

/** Whatever went wrong, no command is lost by it; the kind decides what happens next. */
export function failureOf(fault: unknown): TransportFailure {
	// Told by its shape and not by its class: the first screen needs nothing else of tRPC.
	const data: unknown = fault instanceof Error && 'data' in fault ? fault.data : null;
	if (!(fault instanceof Error) || typeof data !== 'object' || data === null)
		return { type: 'unreachable' };
	if ('reason' in data && typeof data.reason === 'string') {
		const failure = FAILURE_OF_REASON[data.reason];
		if (failure) return failure;
	}
	const status = 'httpStatus' in data ? data.httpStatus : null;
	const retryAfterMs =
		'retryAfterMs' in data && typeof data.retryAfterMs === 'number' ? data.retryAfterMs : null;
	if (status === 429 || status === 503) return { type: 'busy', retryAfterMs };
	return { type: 'fault', message: fault.message };
}
