/** An index as bytes: a line of JSON that says how long everything is, then the arrays as they lie in memory. */
import type { Segment } from '#lib/domain/search/segment.ts';

const ARRAYS = ['starts', 'docs', 'counts', 'lengths', 'titles', 'titleStarts'] as const;
type Numbers = Pick<Segment, (typeof ARRAYS)[number]>;

type Header = {
	readonly form: typeof FORM;
	readonly ids: readonly string[];
	/** One text, as thousands of short ones take longer to read. */
	readonly terms: string;
	/** Of each array, in numbers. */
	readonly lengths: readonly number[];
};

/** Raised when an index is made otherwise: one of another form is made anew from the articles. */
export const FORM = 1;
const WORD = 4;

/** In the order of bytes of this machine, for which it is kept, and which all browsers' machines share. */
export function encodeSegment(segment: Segment): Uint8Array<ArrayBuffer> {
	const arrays = ARRAYS.map((name) => segment[name]);
	const header: Header = {
		...{ form: FORM, ids: segment.ids, terms: segment.terms.join('\n') },
		lengths: arrays.map(({ length }) => length)
	};
	const text = new TextEncoder().encode(JSON.stringify(header));
	const begin = aligned(WORD + text.length);
	const size = begin + arrays.reduce((sum, { length }) => sum + length * WORD, 0);
	const bytes = new Uint8Array(size);
	new DataView(bytes.buffer).setUint32(0, text.length, true);
	bytes.set(text, WORD);
	let at = begin;
	for (const { buffer, byteOffset, byteLength } of arrays) {
		bytes.set(new Uint8Array(buffer, byteOffset, byteLength), at);
		at += byteLength;
	}
	return bytes;
}

/** @returns null for what is none, or of another form */
export function decodeSegment(bytes: Uint8Array<ArrayBuffer>): Segment | null {
	try {
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
		const textLength = view.getUint32(0, true);
		const text = new TextDecoder().decode(bytes.subarray(WORD, WORD + textLength));
		const header = JSON.parse(text) as Header;
		if ((header.form as number) !== FORM) return null;
		// Arrays of words must lie at words: a copy does in any case.
		const words = bytes.slice(aligned(WORD + textLength)).buffer;
		let at = 0;
		const numbers = Object.fromEntries(
			ARRAYS.map((name, place) => {
				const array = new Uint32Array(words, at * WORD, header.lengths[place]);
				at += array.length;
				return [name, array];
			})
		) as unknown as Numbers;
		return {
			ids: header.ids,
			terms: header.terms === '' ? [] : header.terms.split('\n'),
			...numbers
		};
	} catch {
		return null;
	}
}

const aligned = (bytes: number): number => Math.ceil(bytes / WORD) * WORD;
