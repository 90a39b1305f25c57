/** From when until when an article holds (Annex 2, fields 4 and 5). Days are Łódź's civil days. */

/** A day as RRRR-MM-DD; in this form days compare as text. */
export type CivilDate = string;

/** What both an article and a view of it carry; fields 4 and 5 are not published in BIP. */
export type Dated = {
	readonly fields: { readonly validFrom: CivilDate; readonly validTo: CivilDate | null };
};

/** Is this the form RRRR-MM-DD of a day that exists? */
export function isCivilDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/u.test(text)) return false;
	const day = new Date(`${text}T00:00:00Z`);
	return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
}

/** Does the article hold on this day? Both its first and its last day count. */
export function isValidOn({ fields }: Dated, day: CivilDate): boolean {
	return fields.validFrom <= day && (fields.validTo === null || day <= fields.validTo);
}

/**
 * What is shown on this day (RA2.3): of the versions under one KA number the one that came into force
 * last, so that a successor prepared ahead takes over at midnight though nobody ended its predecessor.
 */
export function currentOn<A extends Dated & { readonly ka: string }>(
	articles: readonly A[],
	day: CivilDate
): readonly A[] {
	const current = new Map<string, A>();
	for (const article of articles) {
		if (!isValidOn(article, day)) continue;
		const other = current.get(article.ka);
		if (!other || other.fields.validFrom < article.fields.validFrom)
			current.set(article.ka, article);
	}
	return [...current.values()];
}
