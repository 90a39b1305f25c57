import { midnightOf } from '../calendar.ts';
import type { CivilDate } from './validity.ts';

/** A published version without what it says: of the act on access to public information, art. 8(6). */
export type VersionHead = {
	/** From 1, in the order of their publication. */
	readonly no: number;
	readonly beginsOn: CivilDate;
	/** Null where it was imported. */
	readonly enteredBy: string | null;
	/** ISO 8601 UTC, as below. */
	readonly enteredAt: string;
	readonly publishedBy: string | null;
	readonly publishedAt: string;
};

/** What BIP tells of it: not from when it holds (field 4), but when it could be read there first. */
export type BipVersion = Omit<VersionHead, 'beginsOn'>;

export function bipVersionOf({ beginsOn, ...head }: VersionHead): BipVersion {
	const begins = midnightOf(beginsOn).toISOString();
	return { ...head, publishedAt: begins > head.publishedAt ? begins : head.publishedAt };
}
