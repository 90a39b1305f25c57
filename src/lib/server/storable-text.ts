/**
 * A text without what PostgreSQL cannot hold: NUL, and half of a pair of surrogates, as a text cut in
 * the middle of an emoji has one. Refusing it would cost somebody their words over a sign that nobody
 * sees.
 */
export const storableText = (text: string): string => text.toWellFormed().replaceAll('\0', '');
