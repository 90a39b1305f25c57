import { KINDS, type Kind } from '#lib/domain/ticket/vocabulary.ts';

/** What the link said that led to the form: of which kind it is, and about which procedure. */
export type WebWish = { readonly kind: Kind | null; readonly ka: string };

/** As in /zgloszenie?rodzaj=zapytanie&ka=KA-1: the words of the address are Polish. */
const WORDS: Readonly<Record<Kind, string>> = { intervention: 'interwencja', query: 'zapytanie' };

export function wishFrom(asked: URLSearchParams): WebWish {
	const kind = KINDS.find((one) => WORDS[one] === asked.get('rodzaj')) ?? null;
	return { kind, ka: asked.get('ka') ?? '' };
}

export function formAddress({ kind, ka }: Partial<WebWish>): string {
	const asked = new URLSearchParams({
		...(kind ? { rodzaj: WORDS[kind] } : {}),
		...(ka ? { ka } : {})
	});
	return asked.size === 0 ? '/zgloszenie' : `/zgloszenie?${asked.toString()}`;
}
