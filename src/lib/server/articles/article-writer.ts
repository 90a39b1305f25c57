/**
 * What is published, to everybody who may see it (§ 12(4)). A version is written once and never changed;
 * which of them is in force is a number beside the article. One that begins on a day to come goes out
 * ahead under a name of its own, so that devices show it from midnight of that day, offline too (RA2.3).
 */
import { and, desc, eq, gt, inArray, lte, sql } from 'drizzle-orm';
import { routingOf, type Article } from '#lib/domain/article/article.ts';
import type { CivilDate } from '#lib/domain/article/validity.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import type { Withdrawal } from '#lib/domain/article/withdrawal.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { article as articleTable, articleVersion } from '../db/schema/index.ts';
import { recordChanges, type ScopeChange } from '../sync/change-log.ts';

/** Rows in one statement; an article is a few kilobytes. */
const BATCH = 200;

/** Who entered a version and who published it, when; an import names nobody. */
export type PublicationAct = {
	readonly enteredBy: string | null;
	readonly enteredAt: Date;
	readonly publishedBy: string | null;
	readonly publishedAt: Date;
};
const imported = (): PublicationAct => {
	const now = new Date();
	return { enteredBy: null, enteredAt: now, publishedBy: null, publishedAt: now };
};

export type Publishing = {
	/** In Warsaw; what ended before is on no device. */
	readonly today: CivilDate;
	readonly act?: PublicationAct;
};

/** Publishes articles as they now are, new or changed, in force whenever they say. What waited for its day is dropped. */
export async function publishArticles(
	tx: Transaction,
	articles: readonly Article[],
	{ today, act = imported() }: Publishing
): Promise<void> {
	// In one order, so that two who publish at the same time do not wait for each other.
	const ordered = articles.toSorted((one, other) => (one.id < other.id ? -1 : 1));
	for (let start = 0; start < ordered.length; start += BATCH) {
		const batch = ordered.slice(start, start + BATCH);
		await writeArticles(tx, batch, today);
		await dropUpcoming(tx, idsOf(batch));
		await writeVersions(tx, batch, act);
		await recordChanges(
			tx,
			batch.flatMap((article) => articleChanges(article, today))
		);
	}
}

export const publishArticle = (
	tx: Transaction,
	article: Article,
	publishing: Publishing
): Promise<void> => publishArticles(tx, [article], publishing);

/** A version that begins on a day to come; the one in force stays so until then. */
export async function publishAhead(
	tx: Transaction,
	article: Article,
	{ today, act = imported() }: Publishing
): Promise<void> {
	const id = crypto.randomUUID();
	await tx.insert(articleVersion).values({
		...{ id, articleId: article.id, content: article, beginsOn: article.fields.validFrom },
		no: sql`(select max(no) + 1 from article_version where article_id = ${article.id})`,
		...act
	});
	await recordChanges(tx, changesUnder(id, article, today));
}

/** What was to begin on a day to come will not. @returns how many versions that were */
export async function dropUpcoming(tx: Transaction, articleIds: string[]): Promise<number> {
	const upcoming = await tx
		.select({ id: articleVersion.id })
		.from(articleVersion)
		.innerJoin(articleTable, eq(articleVersion.articleId, articleTable.id))
		.where(and(inArray(articleVersion.articleId, articleIds), isUpcoming));
	const ids = upcoming.map(({ id }) => id);
	if (ids.length > 0) await tx.delete(articleVersion).where(inArray(articleVersion.id, ids));
	await recordChanges(tx, ids.flatMap(nowhere));
	return ids.length;
}

/** Puts into force what begins today or has begun. @returns how many articles have moved on */
export async function beginVersions(db: Database, today: CivilDate): Promise<number> {
	const due = await db
		.select({ id: articleTable.id })
		.from(articleTable)
		.innerJoin(articleVersion, eq(articleVersion.articleId, articleTable.id))
		.where(and(isUpcoming, lte(articleVersion.beginsOn, today)));
	let begun = 0;
	for (const id of new Set(due.map((one) => one.id)))
		if (await db.transaction((tx) => begin(tx, id, today))) begun += 1;
	return begun;
}

async function begin(tx: Transaction, id: string, today: CivilDate): Promise<boolean> {
	await tx.select({ id: articleTable.id }).from(articleTable).where(lockOf(id)).for('update');
	const due = await tx
		.select({ version: articleVersion })
		.from(articleVersion)
		.innerJoin(articleTable, eq(articleVersion.articleId, articleTable.id))
		.where(and(lockOf(id), isUpcoming, lte(articleVersion.beginsOn, today)))
		.orderBy(desc(articleVersion.no));
	const [newest] = due;
	if (!newest) return false; // another node was first
	const { content, no } = newest.version;
	await tx
		.update(articleTable)
		.set({
			...rowOf(content),
			...{ versionNo: no, updatedAt: sql`now()`, reviewedOn: today, withdrawal: null }
		})
		.where(lockOf(id));
	await recordChanges(tx, [
		...articleChanges(content, today),
		...due.flatMap(({ version }) => nowhere(version.id))
	]);
	return true;
}

/** Takes an article from every device; its page says why, and what holds instead. */
export async function withdrawArticle(
	tx: Transaction,
	id: string,
	withdrawal: Withdrawal
): Promise<void> {
	await dropUpcoming(tx, [id]);
	await tx.update(articleTable).set({ withdrawal }).where(lockOf(id));
	await recordChanges(tx, nowhere(id));
}

/** What each scope shall hold of an article. */
const articleChanges = (article: Article, today: CivilDate): readonly ScopeChange[] =>
	changesUnder(article.id, article, today);

function changesUnder(id: string, article: Article, today: CivilDate): readonly ScopeChange[] {
	const { validTo } = article.fields;
	const isOver = validTo !== null && validTo < today;
	const body = (audience: 'portal' | 'staff'): string | null => {
		const view = isOver ? null : projectArticle(article, audience);
		return view && JSON.stringify(view);
	};
	return [
		{ scope: 'kb:public', kind: 'article', id, body: body('portal') },
		{ scope: 'kb:staff', kind: 'article', id, body: body('staff') }
	];
}

const nowhere = (id: string): readonly ScopeChange[] => [
	{ scope: 'kb:public', kind: 'article', id, body: null },
	{ scope: 'kb:staff', kind: 'article', id, body: null }
];

const lockOf = (id: string) => eq(articleTable.id, id);
const isUpcoming = gt(articleVersion.no, articleTable.versionNo);
const idsOf = (articles: readonly Article[]): string[] => articles.map(({ id }) => id);

async function writeArticles(
	tx: Transaction,
	articles: readonly Article[],
	today: CivilDate
): Promise<void> {
	await tx
		.insert(articleTable)
		.values(articles.map((one) => ({ ...rowOf(one), reviewedOn: today })))
		.onConflictDoUpdate({
			target: articleTable.id,
			set: {
				ka: sql`excluded.ka`,
				content: sql`excluded.content`,
				unitId: sql`excluded.unit_id`,
				cellId: sql`excluded.cell_id`,
				validFrom: sql`excluded.valid_from`,
				validTo: sql`excluded.valid_to`,
				updatedAt: sql`now()`,
				reviewedOn: sql`excluded.reviewed_on`,
				withdrawal: null
			}
		});
}

/** The same again is no new version. */
async function writeVersions(
	tx: Transaction,
	articles: readonly Article[],
	{ enteredBy, enteredAt, publishedBy, publishedAt }: PublicationAct
): Promise<void> {
	const ids = sql.param(idsOf(articles));
	await tx.execute(sql`
		insert into article_version (article_id, no, content, begins_on,
			entered_by, entered_at, published_by, published_at)
		select article.id, coalesce(newest.no, 0) + 1, article.content, article.valid_from,
			${enteredBy}, ${enteredAt.toISOString()}::timestamptz,
			${publishedBy}, ${publishedAt.toISOString()}::timestamptz
		from article
		left join lateral (select no, content from article_version
			where article_id = article.id order by no desc limit 1) newest on true
		where article.id = any(${ids}::uuid[]) and newest.content is distinct from article.content`);
	await tx.execute(sql`
		update article set version_no = newest.no
		from (select article_id, max(no) as no from article_version
			where article_id = any(${ids}::uuid[]) group by article_id) newest
		where article.id = newest.article_id and version_no <> newest.no`);
}

function rowOf(article: Article): typeof articleTable.$inferInsert {
	const { unitId, cellId } = routingOf(article);
	const { validFrom, validTo } = article.fields;
	return { id: article.id, ka: article.ka, content: article, unitId, cellId, validFrom, validTo };
}
