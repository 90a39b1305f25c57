/** What the head whose article it is shall see to (§§ 12(1), 13): each with its day, and with who is gone. */
import { dayNumberOf } from '../holidays.ts';
import type { ArticleFields } from './article.ts';
import type { CivilDate } from './validity.ts';
import type { PersonRef } from './values.ts';

/** Days before field 5 on which its owner is told that the article is about to end. */
export const ENDS_SOON_DAYS = 30;
/** Days after which somebody shall say that an article is still right. */
export const REVIEW_DAYS = 365;

/** The fields that name people who work at it. */
export const PERFORMER_KEYS = ['owner', 'coordinator', 'realizators'] as const;
export type PerformerKey = (typeof PERFORMER_KEYS)[number];

export type Attention =
	| { readonly type: 'endsSoon' | 'ended' | 'reviewDue'; readonly day: CivilDate }
	| { readonly type: 'left'; readonly key: PerformerKey; readonly name: string };

export type Watched = {
	readonly article: { readonly fields: Pick<ArticleFields, 'validTo' | PerformerKey> };
	/** When it was published, or somebody last said that it is still right. */
	readonly reviewedOn: CivilDate;
	readonly today: CivilDate;
	/** The ids of all who work here today. */
	readonly atWork: ReadonlySet<string>;
};

export function attentionTo({ article, reviewedOn, today, atWork }: Watched): readonly Attention[] {
	const { validTo } = article.fields;
	const now = dayNumberOf(today);
	const left = PERFORMER_KEYS.flatMap((key) =>
		peopleIn(article.fields[key])
			.filter(({ id }) => id !== null && !atWork.has(id))
			.map(({ name }): Attention => ({ type: 'left', key, name }))
	);
	if (validTo !== null && validTo < today) return [{ type: 'ended', day: validTo }, ...left];
	const endsSoon = validTo !== null && dayNumberOf(validTo) - now <= ENDS_SOON_DAYS;
	const due = now - dayNumberOf(reviewedOn) >= REVIEW_DAYS;
	return [
		...(endsSoon ? [{ type: 'endsSoon', day: validTo } as const] : []),
		...(due ? [{ type: 'reviewDue', day: reviewedOn } as const] : []),
		...left
	];
}

const peopleIn = (named: PersonRef | readonly PersonRef[]): readonly PersonRef[] =>
	'name' in named ? [named] : named;
