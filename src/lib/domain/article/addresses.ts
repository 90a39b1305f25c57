/** Addresses inside the Knowledge Base: a search and a topic can be kept, sent and come back to. */
export const QUERY = 'szukaj';
export const TOPIC = 'temat';
/** On the page of an article whose reader has said whether it helped. */
export const THANKS = 'dziekujemy';

/** The addresses of the Knowledge Base under one page: the portal has one, each surface of staff another. */
export const knowledgeAddresses = (base: string) => ({
	base,
	ofSearch: (query: string): string =>
		query.trim() === '' ? base : `${base}?${QUERY}=${encodeURIComponent(query.trim())}`,
	ofTopic: (topic: string): string => `${base}?${TOPIC}=${encodeURIComponent(topic)}`,
	ofArticle: (ka: string): string => `${base}/${ka}`
});
export type KnowledgeAddresses = ReturnType<typeof knowledgeAddresses>;

export const PORTAL_BASE = knowledgeAddresses('/baza-wiedzy');

/** Where BIP has a procedure, and one of its versions. */
export const bipAddress = (ka: string): string => `/bip/${ka}`;
export const bipVersionAddress = (ka: string, no: number): string => `/bip/${ka}/wersja/${no}`;

/** Files of required documents lie below this. */
export const FILES_UNDER = '/api/documents/';
/** Where a file is, and its first page as a picture. */
export const fileAddress = (sha256: string): string => `${FILES_UNDER}${sha256}`;
export const filePictureAddress = (sha256: string): string => `${fileAddress(sha256)}/podglad`;
