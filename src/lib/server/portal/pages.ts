/** What the public pages are made of: by name, from what an address says. */
import { error } from '@sveltejs/kit';
import { assert } from '#lib/base/assert.ts';
import { bipAddress, PORTAL_BASE, QUERY, TOPIC } from '#lib/domain/article/addresses.ts';
import { linkedData } from '#lib/domain/article/linked-data.ts';
import type { PageCard, PageData, PageName } from '#lib/domain/article/pages.ts';
import { bipVersionOf } from '#lib/domain/article/version.ts';
import { projectArticle } from '#lib/domain/article/visibility.ts';
import { headOf, versionAt, versionHeadsOf } from '../articles/article-history.ts';
import type { Services } from '../start.ts';
import { findPublic, relatedTo } from './find-article.ts';
import type { PublicArticle } from './published-base.ts';

type Asked = {
	readonly services: Pick<Services, 'db' | 'published' | 'origin'>;
	readonly params: URLSearchParams;
};

const FOUND = 30;
const NEWS = 10;
const LONGEST_QUERY = 200;

/** Each throws as findPublic does. */
export const PAGES: {
	readonly [Name in PageName]: (asked: Asked) => Promise<PageData[Name]>;
} = {
	article: async ({ services, params }: Asked) => {
		const { ofArticle } = PORTAL_BASE;
		const { found, base } = await findPublic(services, params.get('ka'), ofArticle);
		const view = projectArticle(found.article, 'portal');
		assert(view, 'what BIP shows the portal shows');
		const address = `${services.origin}${ofArticle(view.ka)}`;
		return {
			...{ view, address },
			related: relatedTo(view.fields.relatedProcedures, base, ofArticle),
			linked: linkedOf(found, services.origin)
		};
	},

	bip: async ({ services, params }: Asked) => {
		const base = await services.published.current();
		const query = (params.get(QUERY) ?? '').slice(0, LONGEST_QUERY).trim();
		const topic = params.get(TOPIC);
		const byId = new Map(base.all.map((one) => [one.bip.id, one]));
		const found =
			query === '' ? null : base.search(query, FOUND).flatMap((id) => byId.get(id) ?? []);
		const isOf = ({ bip }: PublicArticle) =>
			topic === null || bip.fields.categories.includes(topic);
		return {
			...{ query, topic, found: found?.map(cardOf) ?? null },
			listed: base.all.filter(isOf).map(cardOf),
			news: base.newest.slice(0, NEWS).map(cardOf),
			topics: topicsOf(base.all)
		};
	},

	bipArticle: async ({ services, params }: Asked) => {
		const { found } = await findPublic(services, params.get('ka'), bipAddress);
		const { bip: view, version } = found;
		const heads = await versionHeadsOf(services.db, view.id);
		return {
			...{ view, version },
			// What begins on a day to come is not told before.
			versions: heads.filter(({ no }) => no <= version.no).map(bipVersionOf),
			address: `${services.origin}${bipAddress(view.ka)}`,
			linked: linkedOf(found, services.origin)
		};
	},

	bipVersion: async ({ services, params }: Asked) => {
		const { found } = await findPublic(services, params.get('ka'), bipAddress);
		const { id, ka } = found.bip;
		const asked = params.get('no') ?? '';
		const no = /^[1-9]\d{0,6}$/u.test(asked) ? Number(asked) : Infinity;
		const heads = await versionHeadsOf(services.db, id);
		const version = no <= found.version.no ? await versionAt(services.db, id, no) : null;
		// It may have been internal then.
		const view = version && projectArticle(version.content, 'bip');
		if (!view) error(404, { message: 'Not found' });
		return {
			...{ view, version: bipVersionOf(headOf(version)), isCurrent: no === found.version.no },
			versions: heads.filter((one) => one.no <= found.version.no).map(bipVersionOf),
			current: bipAddress(ka)
		};
	}
};

/** Under the address that residents have, wherever it is asked for. */
export function linkedOf({ bip: view, version }: PublicArticle, origin: string): object {
	const address = `${origin}${PORTAL_BASE.ofArticle(view.ka)}`;
	return linkedData({ view, address, publishedAt: version.publishedAt });
}

const cardOf = ({ bip, version }: PublicArticle): PageCard => ({
	...{ ka: bip.ka, title: bip.fields.title, summary: bip.extras.summary },
	...{ no: version.no, publishedAt: version.publishedAt }
});

/** Each category with how many procedures it has, by name. */
function topicsOf(articles: readonly PublicArticle[]): readonly (readonly [string, number])[] {
	const counts = new Map<string, number>();
	for (const { bip } of articles)
		for (const name of bip.fields.categories) counts.set(name, (counts.get(name) ?? 0) + 1);
	return [...counts].sort(([one], [other]) => one.localeCompare(other, 'pl'));
}
