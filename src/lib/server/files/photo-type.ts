import type { Photo } from '#lib/domain/ticket/ticket.ts';

/**
 * What these bytes are, by how they begin; a name or a claimed type is not asked. Only what browsers
 * show as a still picture without running anything: no SVG, no PDF.
 * @param head at least the first 12 bytes
 */
export function photoTypeOf(head: Uint8Array): Photo['type'] | null {
	const begins = (...bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);
	const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
	if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
	if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
	return text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP' ? 'image/webp' : null;
}
