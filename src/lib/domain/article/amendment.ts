/** What an amendment changes (§ 12(2)), and what it comes to when the article has moved on meanwhile. */
import { dequal } from 'dequal/lite';
import { CONTENT_KEYS, type Article, type Content, type ContentKey } from './article.ts';
import { ANNEX_FIELDS, type FieldKey } from './fields.ts';

/** The KA number is the article's name, and nobody's to change. */
export type AmendedKey = Exclude<ContentKey, 'ka'>;
export const AMENDED_KEYS: readonly AmendedKey[] = CONTENT_KEYS.filter((key) => key !== 'ka');
const OF_ANNEX = new Set<string>(ANNEX_FIELDS.map(({ key }) => key));
const isOfAnnex = (key: AmendedKey): key is FieldKey => OF_ANNEX.has(key);

export const valueOf = ({ fields, extras }: Content, key: AmendedKey): unknown =>
	isOfAnnex(key) ? fields[key] : extras[key];

/** The fields that differ, in the annex's order. */
export const changedKeys = (before: Content, after: Content): readonly AmendedKey[] =>
	AMENDED_KEYS.filter((key) => !dequal(valueOf(before, key), valueOf(after, key)));

/** `content` with these fields as they are in `from`. */
function taking(content: Content, from: Content, keys: readonly AmendedKey[]): Content {
	const fields = Object.fromEntries(keys.filter(isOfAnnex).map((key) => [key, from.fields[key]]));
	const extras = Object.fromEntries(
		keys.flatMap((key) => (isOfAnnex(key) ? [] : [[key, from.extras[key]]]))
	);
	return {
		fields: { ...content.fields, ...fields },
		extras: { ...content.extras, ...extras }
	};
}

export type Amendment = {
	/** What the article was when the amendment was made. */
	readonly base: Content;
	/** What it is now. */
	readonly newest: Content;
	readonly proposed: Content;
};

/**
 * The amendment upon what the article is now: its own changes, and everywhere else what was published
 * meanwhile. @returns also the fields that both have changed, each in its own way; the amendment's word
 * stands in them, and whoever reviews it is told
 */
export function rebase({ base, newest, proposed }: Amendment): {
	readonly content: Content;
	readonly clashes: readonly AmendedKey[];
} {
	const changed = changedKeys(base, proposed);
	const moved = new Set(changedKeys(base, newest));
	const content = taking(newest, proposed, changed);
	const differing = new Set(changedKeys(newest, content));
	return { content, clashes: changed.filter((key) => moved.has(key) && differing.has(key)) };
}

const SET_BY_WZKM = ANNEX_FIELDS.filter(({ setBy }) => setBy === 'wzkm').map(({ key }) => key);

/** What WZKM sets stays, in what a head submits, as it was; of a new article it waits for them. */
export function withoutWhatWzkmSets(proposed: Content, base: Content | null): Content {
	if (base) return taking(proposed, base, SET_BY_WZKM);
	const nothing = Object.fromEntries(SET_BY_WZKM.map((key) => [key, []]));
	return { ...proposed, fields: { ...proposed.fields, ...nothing } };
}

/** The article as it will be; what somebody has written anew is made up no longer. */
export function amended(article: Article, content: Content): Article {
	const changed = new Set<ContentKey>(changedKeys(article, content));
	return {
		...article,
		...content,
		demonstration: article.demonstration.filter((key) => !changed.has(key))
	};
}
