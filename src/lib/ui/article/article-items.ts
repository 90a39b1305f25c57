/** The parts of an article that are names and values, ready for a DefinitionList. */
import type { ContentKey } from '#lib/domain/article/article.ts';
import { NO_FEE, type Facts, type Fees } from '#lib/domain/article/values.ts';
import type { ArticleView } from '#lib/domain/article/visibility.ts';
import { m } from '#lib/paraglide/messages.js';
import { accountInGroups, dateInWords, deadlineLines } from './written.ts';

type Item = { readonly term: string; readonly value: string | readonly string[] };
type Fields = ArticleView['fields'];

/** Nothing, where nothing was written. */
const item = (term: string, value: string | null | undefined): readonly Item[] =>
	value === null || value === undefined || value === '' ? [] : [{ term, value }];

/** Fields 11 and 12. */
export function placeItems({ deadline, place }: Fields): readonly Item[] {
	return [
		...(deadline === null
			? []
			: [{ term: m.ui_article_deadline(), value: deadlineLines(deadline) }]),
		...item(m.ui_article_address(), place?.address),
		...item(m.ui_article_inner_cell(), place?.innerCell)
	];
}

/** Field 13: each fee with the account it is paid to. */
export function feeItems({ stamp, other, stampAccount, otherAccount }: Fees): readonly Item[] {
	return [
		{ term: m.ui_article_stamp_fee(), value: feeInWords(stamp) },
		...item(m.ui_article_stamp_account(), stampAccount && accountInGroups(stampAccount)),
		{ term: m.ui_article_other_fees(), value: feeInWords(other) },
		...item(m.ui_article_other_account(), otherAccount && accountInGroups(otherAccount))
	];
}

const feeInWords = (fee: string) => (fee === NO_FEE ? m.ui_article_no_fee() : fee);

/** Fields 23 and 24, as far as the view has them. */
export function performerItems(fields: Fields): readonly Item[] {
	return [
		...item(m.ui_article_unit(), 'unit' in fields ? fields.unit.name : null),
		...item(m.ui_article_cell(), fields.cell?.name)
	];
}

export const METRIC_KEYS = [
	'validFrom',
	'validTo',
	'createdOn',
	'keywords',
	'categories',
	'authors'
] as const satisfies readonly ContentKey[];

/** Fields 4 to 8 and 20: when it was made, by whom, from when to when it holds. */
export function metricItems(fields: Fields): readonly Item[] {
	const from = 'validFrom' in fields ? fields.validFrom : null;
	const to = 'validTo' in fields ? fields.validTo : null;
	return [
		...item(m.ui_article_valid_from(), from && dateInWords(from)),
		...item(m.ui_article_valid_to(), to && dateInWords(to)),
		{ term: m.ui_article_created(), value: dateInWords(fields.createdOn) },
		...('authors' in fields
			? [{ term: m.ui_article_authors(), value: fields.authors.map(({ name }) => name) }]
			: []),
		{ term: m.ui_article_categories(), value: fields.categories },
		{ term: m.ui_article_keywords(), value: fields.keywords.join(', ') }
	];
}

/** Is there an answer to any of the questions asked of every procedure? */
export const answersAny = (facts: Facts): boolean =>
	Object.values(facts).some((answer) => answer !== 'unknown');

/** The parts that an article has, by address and title, in order. */
export function partsOf({ fields, extras }: Pick<ArticleView, 'fields' | 'extras'>) {
	return [
		{ id: 'w-skrocie', title: m.ui_article_short(), shown: extras.mainSteps.length > 0 },
		{ id: 'przydatne', title: m.ui_article_facts(), shown: answersAny(extras.facts) },
		{ id: 'opis', title: m.ui_article_description(), shown: true },
		{ id: 'termin', title: m.ui_article_place(), shown: placeItems(fields).length > 0 },
		{ id: 'oplaty', title: m.ui_article_fees(), shown: true },
		{ id: 'dokumenty', title: m.ui_article_documents(), shown: true },
		{ id: 'odwolanie', title: m.ui_article_appeal(), shown: fields.appeal !== null },
		{ id: 'prawo', title: m.ui_article_law(), shown: fields.legalBasis.length > 0 },
		{ id: 'realizator', title: m.ui_article_performer(), shown: performerItems(fields).length > 0 }
	].filter(({ shown }) => shown);
}
