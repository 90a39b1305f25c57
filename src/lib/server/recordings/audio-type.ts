import type { AudioType } from '#lib/domain/recording.ts';

/**
 * What these bytes are, by how they begin; a name or a claimed type is not asked.
 * @param head at least the first 12 bytes
 */
export function audioTypeOf(head: Uint8Array): AudioType | null {
	const text = (from: number, to: number) => String.fromCharCode(...head.subarray(from, to));
	if (text(0, 4) === 'RIFF' && text(8, 12) === 'WAVE') return 'audio/wav';
	if (text(0, 4) === 'OggS') return 'audio/ogg';
	// An ID3 tag, or the eleven set bits of an MPEG audio frame of layer III.
	const [first = 0, second = 0] = head;
	const isFrame = first === 0xff && (second & 0xe6) === 0xe2;
	return text(0, 3) === 'ID3' || isFrame ? 'audio/mpeg' : null;
}
