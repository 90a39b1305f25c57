/** Why an article is not taken, field by field. The sentences are article_refusal_<code>. */
export const ARTICLE_REFUSALS = [
	'malformed', // not the form of an article at all
	'textMissing',
	'textTooLong',
	'yesOrNo',
	'dateMalformed', // RRRR-MM-DD, a day that exists
	'validityReversed', // field 5 before field 4
	'kaMalformed',
	'relatedToItself',
	'keywordMissing',
	'categoryMissing',
	'lawInHandling', // field 9 without legal basis
	'deadlineMissing',
	'placeMissing',
	'feeMissing', // "brak" is to be written where there is none
	'accountMalformed',
	'documentsNotGrouped', // do wglądu, do złożenia
	'documentNotPdf', // § 12(3)
	'fileMissing', // named, and not here
	'addressNotHttps',
	'exactlyOnePerson', // fields 19 and 21
	'personMissing',
	'tooManyRealizators',
	'unitMissing',
	'unitUnknown',
	'cellUnknown'
] as const;
export type ArticleRefusal = (typeof ARTICLE_REFUSALS)[number];

/** What is wrong, and where: the path names field, position and part, e.g. documents.forSubmission.0.name. */
export type FieldRefusal = { readonly path: string; readonly code: ArticleRefusal };

/** A schema's message that is one of the codes; a misspelt one does not compile. */
export const because = <Code extends ArticleRefusal>(code: Code): Code => code;

/** The code of a schema's message; whatever the schemas did not foresee is malformed. */
export function refusalOf(message: string): ArticleRefusal {
	return ARTICLE_REFUSALS.find((code) => code === message) ?? 'malformed';
}
