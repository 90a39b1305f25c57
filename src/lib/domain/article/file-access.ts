/** Who may have a file of field 14: whoever may read a version that names it. */
import type { Audience } from './fields.ts';
import type { CivilDate } from './validity.ts';

/** A version that names the file, and its article. */
export type Naming = {
	readonly isInternal: boolean;
	readonly validTo: CivilDate | null;
	/** It begins on a day to come: devices hold it before, and show it from then on (RA2.3). */
	readonly isAhead: boolean;
	readonly article: {
		readonly isInternal: boolean;
		readonly validTo: CivilDate | null;
		readonly isWithdrawn: boolean;
	};
};

/** Staff read every version in the history; the public those of an article that is in the portal or in BIP today. */
export function mayHaveFile(
	audience: Audience,
	{ isInternal, validTo, isAhead, article }: Naming,
	today: CivilDate
): boolean {
	if (audience === 'staff') return true;
	if (isInternal || article.isWithdrawn) return false;
	if (isAhead) return isOpen(validTo, today);
	return !article.isInternal && isOpen(article.validTo, today);
}

const isOpen = (validTo: CivilDate | null, today: CivilDate): boolean =>
	validTo === null || today <= validTo;
