/** Small letters without diacritics, sign for sign, so that places in the result are places in the text. */
export function foldSigns(text: string): string {
	return Array.from({ length: text.length }, (_, at) => foldSign(text.charAt(at))).join('');
}

function foldSign(sign: string): string {
	const small = sign.toLowerCase();
	if (small === 'ł') return 'l';
	const base = small.normalize('NFD').charAt(0);
	return base === '' ? sign : base;
}
