import type { FieldRefusal } from '#lib/domain/article/refusals.ts';
import { REFUSAL_SENTENCES } from '#lib/ui/article/field-words.ts';

/** What is wrong at this place or within it. */
export function sentenceAt(refusals: readonly FieldRefusal[], path: string): string | undefined {
	const refusal = refusals.find((one) => one.path === path || one.path.startsWith(`${path}.`));
	return refusal && REFUSAL_SENTENCES[refusal.code]();
}
