// What leaves is compressed where that pays and was not done before: answers to devices, pages. Left
// alone are packs and photographs, by their types, and event streams, which are not even looked at. No
// answer holds a secret of the session beside what somebody else wrote.
import type { IncomingMessage, ServerResponse } from 'node:http';
import { constants } from 'node:zlib';
import compression from 'compression';
import type { RequestHandler } from './http-server.ts';

/** Less than this fits into one packet as it is. */
const LEAST_BYTES = 1024;
/** As small as gzip at its best, in half the time of its usual setting. */
const BROTLI_QUALITY = 4;

/** Its types are those of Express, which it does not need. */
type Middleware = (request: IncomingMessage, response: ServerResponse, next: () => void) => void;

export function compressed(handler: RequestHandler): RequestHandler {
	const compress = compression({
		threshold: LEAST_BYTES,
		brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: BROTLI_QUALITY } }
	}) as unknown as Middleware;
	return (request, response) => {
		if (request.headers.accept === 'text/event-stream') handler(request, response);
		else compress(request, response, () => handler(request, response));
	};
}
