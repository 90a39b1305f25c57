import { PDF } from '#lib/domain/ticket/arguments.ts';

/**
 * What these bytes are, by how they begin; a name or a claimed type is not asked. Pictures that browsers
 * show still and without running anything, no SVG; and PDF, which is only ever given out to be saved.
 * @param head at least the first 12 bytes
 * @returns a media type (RFC 6838), or null for everything else
 */
export function fileTypeOf(head: Uint8Array): string | null {
	const begins = (...bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);
	const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
	if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
	if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
	if (text(0, 5) === '%PDF-') return PDF;
	return text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP' ? 'image/webp' : null;
}
