import { PDF } from '#lib/domain/media-types.ts';

export const ZIP = 'application/zip';

export const isPicture = (type: string): boolean => type.startsWith('image/');

/**
 * What these bytes are, by how they begin; a name or a claimed type is not asked. Pictures that browsers
 * show still and without running anything, no SVG; PDF, which is only ever given out to be saved; and what is
 * packed as ODT and DOCX are, which is looked into before anything shows it (documents/article-files.ts).
 * @param head at least the first 12 bytes
 * @returns a media type (RFC 6838), or null for everything else
 */
export function fileTypeOf(head: Uint8Array): string | null {
	const begins = (...bytes: readonly number[]) => bytes.every((byte, at) => head[at] === byte);
	const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
	if (begins(0xff, 0xd8, 0xff)) return 'image/jpeg';
	if (begins(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)) return 'image/png';
	if (text(0, 5) === '%PDF-') return PDF;
	if (begins(0x50, 0x4b, 0x03, 0x04)) return ZIP;
	return text(0, 4) === 'RIFF' && text(8, 12) === 'WEBP' ? 'image/webp' : null;
}
