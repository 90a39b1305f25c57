/**
 * The Knowledge Base as the public reads it on the server's own pages: what holds today, in memory, read anew
 * when it has changed or a day has begun. A version for tomorrow is on the pages from midnight by itself.
 */
import { and, desc, eq, isNull, lte } from 'drizzle-orm';
import type { Article } from '#lib/domain/article/article.ts';
import { isValidOn, type CivilDate } from '#lib/domain/article/validity.ts';
import { projectArticle, type ArticleView } from '#lib/domain/article/visibility.ts';
import { civilDayOf } from '#lib/domain/calendar.ts';
import { bipVersionOf, type BipVersion } from '#lib/domain/article/version.ts';
import { versionOf } from '../articles/article-history.ts';
import type { Database } from '../db/connection.ts';
import { article as articleTable, articleVersion, syncScope } from '../db/schema/index.ts';
import { readOwnWords } from '../search/own-words.ts';
import { searchOver, type PageSearch } from './page-search.ts';

export type PublicArticle = {
	readonly article: Article;
	readonly version: BipVersion;
	/** As BIP shows it: nothing in it is kept from anybody. */
	readonly bip: ArticleView<'bip'>;
};

export type PublicBase = {
	readonly byKa: ReadonlyMap<string, PublicArticle>;
	/** By title. */
	readonly all: readonly PublicArticle[];
	/** By when they were published, the newest first. */
	readonly newest: readonly PublicArticle[];
	/** The ids of the best, the best first. */
	readonly search: PageSearch;
};

type Kept = {
	readonly version: string;
	readonly day: CivilDate;
	readonly base: Promise<PublicBase>;
};

export class PublishedBase {
	#kept: Kept | null = null;
	readonly #db: Database;
	readonly #now: () => Date;

	constructor({ db, now }: { readonly db: Database; readonly now: () => Date }) {
		this.#db = db;
		this.#now = now;
	}

	/** What the search takes for the same has changed. */
	forget(): void {
		this.#kept = null;
	}

	async current(): Promise<PublicBase> {
		const day = civilDayOf(this.#now());
		const version = await this.#version();
		if (this.#kept?.version === version && this.#kept.day === day) return this.#kept.base;
		const base = this.#read(day);
		this.#kept = { version, day, base };
		base.catch(() => {
			// Whoever comes next asks again.
			if (this.#kept?.base === base) this.#kept = null;
		});
		return base;
	}

	/** Moves with what the portal shows, and with every version: of some only BIP tells anything new (field 20). */
	async #version(): Promise<string> {
		const [[scope], versions] = await Promise.all([
			this.#db
				.select({ version: syncScope.version })
				.from(syncScope)
				.where(eq(syncScope.key, 'kb:public')),
			this.#db.$count(articleVersion)
		]);
		return `${scope?.version ?? 0} ${versions}`;
	}

	async #read(day: CivilDate): Promise<PublicBase> {
		const rows = await this.#db
			.selectDistinctOn([articleVersion.articleId], { version: articleVersion })
			.from(articleVersion)
			.innerJoin(articleTable, eq(articleTable.id, articleVersion.articleId))
			.where(and(lte(articleVersion.beginsOn, day), isNull(articleTable.withdrawal)))
			.orderBy(articleVersion.articleId, desc(articleVersion.no));
		const { groups } = await readOwnWords(this.#db);
		const all = rows
			.flatMap(({ version }): PublicArticle[] => {
				const { content, ...rest } = versionOf(version);
				const bip = isValidOn(content, day) ? projectArticle(content, 'bip') : null;
				return bip ? [{ article: content, version: bipVersionOf(rest), bip }] : [];
			})
			.sort((one, other) => one.bip.fields.title.localeCompare(other.bip.fields.title, 'pl'));
		return {
			byKa: new Map(all.map((one) => [one.bip.ka, one])),
			all,
			newest: all.toSorted((one, other) =>
				other.version.publishedAt.localeCompare(one.version.publishedAt)
			),
			search: searchOver(
				all.map(({ bip }) => bip),
				groups
			)
		};
	}
}
