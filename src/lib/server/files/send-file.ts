import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { Services } from '../start.ts';

/** What came from outside runs nowhere, and a copy of it stays nowhere. */
const HEADERS = {
	'content-security-policy': "sandbox; default-src 'none'",
	'x-content-type-options': 'nosniff',
	'cross-origin-resource-policy': 'same-origin',
	'cache-control': 'no-store'
} as const;

export const NOT_FOUND = (): Response => new Response('Not found\n', { status: 404 });

/** Bytes that somebody brought, as they are; where they are missing it is as if there were none. */
export async function sendFile(
	{ report }: Pick<Services, 'report'>,
	path: string,
	headers: Readonly<Record<string, string>>
): Promise<Response> {
	const file = await stat(path).catch((fault: unknown) => {
		report(fault, 'reading a file');
		return null;
	});
	if (!file) return NOT_FOUND();
	return new Response(Readable.toWeb(createReadStream(path)) as ReadableStream, {
		headers: { ...HEADERS, ...headers, 'content-length': String(file.size) }
	});
}

/** To be saved under this name, and opened nowhere within our pages. */
export const savedAs = (name: string): string => `attachment; filename*=UTF-8''${encoded(name)}`;

/** RFC 8187: what `encodeURIComponent` leaves, and the grammar does not. */
const encoded = (name: string): string =>
	encodeURIComponent(name).replaceAll(
		/['()*]/gu,
		(sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`
	);
