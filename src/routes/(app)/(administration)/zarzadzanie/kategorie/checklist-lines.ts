import { PROOF_LIMITS } from '#lib/domain/org/categories.ts';
import { m } from '#lib/paraglide/messages.js';

/** A checklist as it is typed: one item in a line, empty lines are nothing. */
export const itemsOf = (lines: string): readonly string[] =>
	lines
		.split('\n')
		.map((line) => line.trim())
		.filter((line) => line !== '');

/** @returns what is wrong with it, or null */
export function wrongList(lines: string): string | null {
	const items = itemsOf(lines);
	const long = items.find((item) => item.length > PROOF_LIMITS.item);
	if (long !== undefined)
		return m.administration_proof_list_too_long({ item: PROOF_LIMITS.item, line: long });
	const twice = items.find((item, position) => items.indexOf(item) !== position);
	if (twice !== undefined) return m.administration_proof_list_twice({ line: twice });
	return items.length > PROOF_LIMITS.items
		? m.administration_proof_list_too_many({ items: PROOF_LIMITS.items })
		: null;
}
