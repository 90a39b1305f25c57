import { m } from '#lib/paraglide/messages.js';
import { highlightParts } from '#lib/ui/article/highlight.ts';
import type { ListedArticle } from './article-topics.ts';
import type { HeldArticle } from './library.svelte.ts';

/** What an ArticleCard shows of an article. */
export type CardOfArticle = {
	readonly title: string;
	readonly ka: string;
	readonly summary: string | undefined;
	readonly unit: string;
	readonly online: boolean;
	readonly internal: boolean;
	readonly terms: readonly string[];
	readonly note: string | undefined;
};

/** Longest passage of the text shown as the reason of a hit, in characters. */
const PASSAGE_LENGTH = 200;

const plainCardOf = (article: HeldArticle): CardOfArticle => ({
	title: article.fields.title,
	ka: article.ka,
	summary: article.extras.summary ?? undefined,
	unit: article.fields.unit.name,
	online: article.extras.facts.online === 'yes',
	internal: article.audience === 'staff' && article.fields.internal,
	terms: [],
	note: undefined
});

/**
 * An article with the reason why a search found it: words marked in title and summary where they are
 * there, else the keyword, the topic or the sentence in which they are.
 */
export function cardOf({ article, terms }: ListedArticle): CardOfArticle {
	if (terms === null) return plainCardOf(article);
	const card = { ...plainCardOf(article), terms };
	const isHit = (text: string) => highlightParts(text, terms).some(({ hit }) => hit);
	if (isHit(card.title) || isHit(card.summary ?? '')) return card;
	const { keywords, categories, handling, additionalInfo } = article.fields;
	const keyword = keywords.find(isHit);
	if (keyword) return { ...card, note: m.portal_found_keyword({ keyword }) };
	const sentence = sentencesOf(`${handling}\n${additionalInfo ?? ''}`).find(isHit);
	if (sentence) return { ...card, summary: passageOf(sentence, terms) };
	const topic = categories.find(isHit);
	return { ...card, note: topic ? m.portal_found_topic({ topic }) : m.portal_found_similar() };
}

const sentencesOf = (text: string): readonly string[] => text.split(/\n+|(?<=[.!?;])\s+/u);

/** The part of a long sentence around the first word that was found. */
function passageOf(sentence: string, terms: readonly string[]): string {
	if (sentence.length <= PASSAGE_LENGTH) return sentence;
	const [before] = highlightParts(sentence, terms);
	const found = before && !before.hit ? before.text.length : 0;
	const from = Math.max(0, Math.min(found - PASSAGE_LENGTH / 2, sentence.length - PASSAGE_LENGTH));
	const start = from === 0 ? 0 : sentence.indexOf(' ', from) + 1;
	const end = sentence.lastIndexOf(' ', start + PASSAGE_LENGTH);
	const cut = sentence.slice(start, end > found ? end : start + PASSAGE_LENGTH);
	return `${start > 0 ? '…' : ''}${cut.trim()}${start + cut.length < sentence.length ? '…' : ''}`;
}
