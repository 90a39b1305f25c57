/** The exact difference of two texts of an article, field by field and word by word (§ 12(2), R12.2). */
import { diffWordsWithSpace } from 'diff';
import { AMENDED_KEYS, changedKeys, type AmendedKey } from './amendment.ts';
import type { Content } from './article.ts';

export type Part = { readonly text: string; readonly change: 'same' | 'removed' | 'added' };
export type FieldDifference = { readonly key: AmendedKey; readonly parts: readonly Part[] };

/** Put together, all but what was added is the text before, and all but what was removed the one after. */
export const wordDifference = (before: string, after: string): readonly Part[] =>
	diffWordsWithSpace(before, after).map(({ value, added, removed }) => ({
		text: value,
		change: added ? 'added' : removed ? 'removed' : 'same'
	}));

/**
 * @param before null for an article that is new: all of it is added
 * @param write a field as people read it, every part of it included
 */
export function differenceOf(
	before: Content | null,
	after: Content,
	write: (content: Content, key: AmendedKey) => string
): readonly FieldDifference[] {
	const keys = before
		? changedKeys(before, after)
		: AMENDED_KEYS.filter((key) => write(after, key));
	return keys.map((key) => ({
		key,
		parts: wordDifference(before ? write(before, key) : '', write(after, key))
	}));
}
