import { and, desc, eq, gte, lt, ne, sql } from 'drizzle-orm';
import { civilDayOf } from '#lib/domain/calendar.ts';
import type { CivilDate } from '#lib/domain/article/validity.ts';
import type { Usage } from '#lib/domain/search/usage.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { article, articleOpinion, searchCount } from '../db/schema/index.ts';

const DAY_MS = 24 * 60 * 60_000;
/** Long enough to see a year beside the year before. */
const KEPT_DAYS = 400;
const SHOWN_DAYS = 90;
const SHOWN = 50;

/** Adds what a device has counted to what the day has so far. */
export async function addUsage(tx: Transaction, usage: Usage, day: CivilDate): Promise<void> {
	const searches = [
		...usage.misses.map((one) => ({ ...one, ka: '' })),
		...usage.opened.map(({ query, ka, times }) => ({ query, ka, times }))
	];
	// One by one: the same row may be named twice. In one order, so that two reports never wait for each other.
	for (const { query, ka, times } of searches.sort((one, other) => order(one, other)))
		await tx
			.insert(searchCount)
			.values({ day, query, ka, times })
			.onConflictDoUpdate({
				target: [searchCount.day, searchCount.query, searchCount.ka],
				set: { times: sql`${searchCount.times} + excluded.times` }
			});
	for (const { ka, helped, times } of usage.opinions.toSorted(
		(one, other) => one.ka.localeCompare(other.ka) || Number(one.helped) - Number(other.helped)
	))
		await tx
			.insert(articleOpinion)
			.values({ day, ka, helped, times })
			.onConflictDoUpdate({
				target: [articleOpinion.day, articleOpinion.ka, articleOpinion.helped],
				set: { times: sql`${articleOpinion.times} + excluded.times` }
			});
}

type Searched = { readonly query: string; readonly ka: string };
const order = (one: Searched, other: Searched): number =>
	one.query.localeCompare(other.query) || one.ka.localeCompare(other.ka);

export type UsageReport = {
	readonly days: number;
	readonly misses: readonly { readonly query: string; readonly times: number }[];
	readonly opened: readonly {
		readonly query: string;
		readonly ka: string;
		readonly title: string;
		readonly times: number;
	}[];
	readonly opinions: readonly {
		readonly ka: string;
		readonly title: string;
		readonly yes: number;
		readonly no: number;
	}[];
};

/** The commonest of the last three months; of opinions those that say no most often. */
export async function usageReport(db: Database, now: Date): Promise<UsageReport> {
	const since = civilDayOf(new Date(now.getTime() - SHOWN_DAYS * DAY_MS));
	const times = sql<number>`sum(${searchCount.times})::int`;
	const title = sql<string>`${article.content}->'fields'->>'title'`;
	const yes = sql<number>`coalesce(sum(${articleOpinion.times}) filter (where helped), 0)::int`;
	const no = sql<number>`coalesce(sum(${articleOpinion.times}) filter (where not helped), 0)::int`;
	const [misses, opened, opinions] = await Promise.all([
		db
			.select({ query: searchCount.query, times })
			.from(searchCount)
			.where(and(gte(searchCount.day, since), eq(searchCount.ka, '')))
			.groupBy(searchCount.query)
			.orderBy(desc(times), searchCount.query)
			.limit(SHOWN),
		db
			.select({ query: searchCount.query, ka: searchCount.ka, title, times })
			.from(searchCount)
			.innerJoin(article, eq(article.ka, searchCount.ka))
			.where(and(gte(searchCount.day, since), ne(searchCount.ka, '')))
			.groupBy(searchCount.query, searchCount.ka, title)
			.orderBy(desc(times), searchCount.query)
			.limit(SHOWN),
		db
			.select({ ka: articleOpinion.ka, title, yes, no })
			.from(articleOpinion)
			.innerJoin(article, eq(article.ka, articleOpinion.ka))
			.where(gte(articleOpinion.day, since))
			.groupBy(articleOpinion.ka, title)
			.orderBy(desc(no), desc(yes))
			.limit(SHOWN)
	]);
	return { days: SHOWN_DAYS, misses, opened, opinions };
}

export async function deleteOldUsage(db: Database, now: Date): Promise<void> {
	const before = civilDayOf(new Date(now.getTime() - KEPT_DAYS * DAY_MS));
	await db.delete(searchCount).where(lt(searchCount.day, before));
	await db.delete(articleOpinion).where(lt(articleOpinion.day, before));
}
