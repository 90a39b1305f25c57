/** Lower case without diacritics; ł has no decomposition and is done by hand. */
export function fold(text: string): string {
	return text
		.normalize('NFD')
		.replaceAll(/\p{M}+/gu, '')
		.replaceAll(/[łŁ]/gu, 'l')
		.toLowerCase();
}
