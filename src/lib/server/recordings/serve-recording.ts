/** The bytes of a recording, from wherever the listener goes in it (RFC 9110 § 14). */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { combineRanges, parse } from 'range-parser';
import type { RecordingRow } from './recording-store.ts';

/** A copy of it stays nowhere, and no other page plays it. */
const HEADERS = {
	'content-security-policy': "sandbox; default-src 'none'",
	'x-content-type-options': 'nosniff',
	'cross-origin-resource-policy': 'same-origin',
	'content-disposition': 'inline',
	'cache-control': 'no-store',
	'accept-ranges': 'bytes'
} as const;

/** A bit of what the parser answers. */
const MALFORMED = 1;

type Span = { readonly start: number; readonly end: number };

/** @returns null where its bytes are not there */
export async function serveRecording(
	request: Request,
	path: string,
	{ type, sha256 }: Pick<RecordingRow, 'type' | 'sha256'>
): Promise<Response | null> {
	const file = await stat(path).catch(() => null);
	if (!file) return null;
	const etag = `"${sha256 ?? ''}"`;
	const headers = { ...HEADERS, etag, 'content-type': type ?? 'application/octet-stream' };
	const span = spanOf(request, { size: file.size, etag });
	if (span === 'unsatisfiable')
		return new Response(null, {
			status: 416,
			headers: { ...headers, 'content-range': `bytes */${String(file.size)}` }
		});
	const { start, end } = span ?? { start: 0, end: file.size - 1 };
	const stream = Readable.toWeb(createReadStream(path, { start, end })) as ReadableStream;
	return new Response(stream, {
		status: span ? 206 : 200,
		headers: {
			...headers,
			'content-length': String(end - start + 1),
			...(span
				? { 'content-range': `bytes ${String(start)}-${String(end)}/${String(file.size)}` }
				: {})
		}
	});
}

/** Null for the whole: nothing asked, another content than was asked for, or several pieces at once. */
function spanOf(
	request: Request,
	{ size, etag }: { readonly size: number; readonly etag: string }
): Span | 'unsatisfiable' | null {
	const asked = request.headers.get('range');
	const since = request.headers.get('if-range');
	if (asked === null || (since !== null && since !== etag)) return null;
	const { code, type, ranges } = parse(size, asked);
	// What is no range of bytes, or none at all, is not looked at (RFC 9110 § 14.2).
	if (type !== 'bytes' || (code & MALFORMED) !== 0) return null;
	const [span, ...others] = combineRanges(ranges);
	if (!span) return 'unsatisfiable';
	return others.length === 0 ? span : null;
}
