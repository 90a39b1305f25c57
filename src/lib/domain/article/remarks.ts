/**
 * What the annex asks for and the editors of WZKM decide about: an article is taken all the same, but
 * whoever reviews it is told.
 */
import type { Article, ContentKey } from './article.ts';

export const REMARKS = [
	'publicationMissing', // "w przypadku ustaw i rozporządzeń należy wskazać publikator", field 16
	'legalBasisMissing',
	'phoneInPlace', // field 12: only where the resident must reach the cell, e.g. about payments
	'nobodySignsIn' // no realizator has an account, so nobody receives the tickets in person (R13.1)
] as const;
export type Remark = (typeof REMARKS)[number];

const PUBLISHED: ReadonlySet<string> = new Set(['statute', 'regulation']);
/** Seven digits or more in groups, as telephone numbers are written; house numbers and postcodes are shorter. */
const PHONE = /(?:\d[ -]?){7,}/u;

export function remarksOn({
	fields
}: Pick<Article, 'fields'>): readonly { readonly key: ContentKey; readonly remark: Remark }[] {
	const remarks: { key: ContentKey; remark: Remark }[] = [];
	if (fields.legalBasis.length === 0)
		remarks.push({ key: 'legalBasis', remark: 'legalBasisMissing' });
	if (
		fields.legalBasis.some(({ kind, publication }) => PUBLISHED.has(kind) && publication === null)
	)
		remarks.push({ key: 'legalBasis', remark: 'publicationMissing' });
	if (PHONE.test(fields.place?.address ?? ''))
		remarks.push({ key: 'place', remark: 'phoneInPlace' });
	if (fields.realizators.every(({ id }) => id === null))
		remarks.push({ key: 'realizators', remark: 'nobodySignsIn' });
	return remarks;
}
