const MOST_SIGNS = 300;

/** What a property says, in one line; null for nothing, and for what is no text. */
export function said(value: unknown): string | null {
	if (typeof value !== 'string') return null;
	const plain = value.replaceAll(/[\p{C}\s]+/gu, ' ').trim();
	return plain === '' ? null : plain.slice(0, MOST_SIGNS);
}
