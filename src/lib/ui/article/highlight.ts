import { foldSigns } from './fold.ts';

export type TextPart = { readonly text: string; readonly hit: boolean };

/**
 * Cuts `text` into parts, those to be marked told apart: every word that begins with one of `terms`,
 * whole, since what was searched is often another form of it ("dowód" finds "dowodu"). Diacritics and
 * letter size do not matter. Terms shorter than two signs mark nothing.
 */
export function highlightParts(text: string, terms: readonly string[]): readonly TextPart[] {
	const wanted = terms.map((term) => foldSigns(term.trim())).filter((term) => term.length >= 2);
	if (wanted.length === 0 || text === '') return [{ text, hit: false }];
	return text
		.split(/([\p{L}\p{N}]+)/u)
		.filter((piece) => piece !== '')
		.reduce<TextPart[]>((parts, piece) => {
			const folded = foldSigns(piece);
			const hit = wanted.some((term) => folded.startsWith(term));
			const last = parts.at(-1);
			if (last && last.hit === hit) parts[parts.length - 1] = { text: last.text + piece, hit };
			else parts.push({ text: piece, hit });
			return parts;
		}, []);
}
