/**
 * Does this request come from our own pages? Asked for everything that may change something, whatever
 * its content type. Browsers say where a request comes from in `Sec-Fetch-Site`, which no page can
 * forge; older ones, and programs, must name our exact origin.
 */
export function isFromOwnPages(request: Request, origin: string): boolean {
	if (request.method === 'GET' || request.method === 'HEAD') return true;
	const site = request.headers.get('sec-fetch-site');
	return site === null ? request.headers.get('origin') === origin : site === 'same-origin';
}
