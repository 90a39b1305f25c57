import type { HeldArticle, Library } from './library.svelte.ts';

/** The related procedures (field 3) that this device has, by their present titles. */
export function relatedOf(
	article: HeldArticle,
	library: Library,
	hrefOf: (ka: string) => string
): readonly { readonly ka: string; readonly title: string; readonly href: string }[] {
	return article.fields.relatedProcedures.flatMap((ka) => {
		const related = library.byKa(ka);
		return related ? [{ ka, title: related.fields.title, href: hrefOf(ka) }] : [];
	});
}
