/** Addresses inside the Knowledge Base: a search and a topic can be kept, sent and come back to. */
export const QUERY = 'szukaj';
export const TOPIC = 'temat';

const BASE = '/baza-wiedzy';

export const addressOfSearch = (query: string): string =>
	query.trim() === '' ? BASE : `${BASE}?${QUERY}=${encodeURIComponent(query.trim())}`;

export const addressOfTopic = (topic: string): string =>
	`${BASE}?${TOPIC}=${encodeURIComponent(topic)}`;
