import { knowledgeAddresses } from '#lib/domain/article/addresses.ts';

const HOME = '/redakcja';

/** Where the editorial office of the Knowledge Base has its pages. */
export const EDITORIAL = {
	home: HOME,
	base: `${HOME}/baza-wiedzy`,
	articles: `${HOME}/artykul`,
	histories: `${HOME}/historia`,
	searches: `${HOME}/wyszukiwanie`,
	newArticle: `${HOME}/edycja`,
	article: (ka: string) => `${HOME}/artykul/${ka}`,
	history: (ka: string) => `${HOME}/historia/${ka}`,
	amend: (ka: string) => `${HOME}/edycja?ka=${ka}`,
	/** A proposal that was sent back. */
	again: (proposal: string) => `${HOME}/edycja?propozycja=${proposal}`,
	proposal: (id: string) => `${HOME}/propozycja/${id}`
} as const;

/** The Knowledge Base among these pages. */
export const EDITORIAL_BASE = {
	...knowledgeAddresses(EDITORIAL.base),
	ofArticle: EDITORIAL.article
};
