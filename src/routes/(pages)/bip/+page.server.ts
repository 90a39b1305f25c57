import type { PublicArticle } from '#lib/server/portal/published-base.ts';
import { QUERY, TOPIC } from '#lib/domain/article/addresses.ts';
import type { PageServerLoad } from './$types';

const FOUND = 30;
const NEWS = 10;

const cardOf = ({ bip, version }: PublicArticle) => ({
	...{ ka: bip.ka, title: bip.fields.title, summary: bip.extras.summary },
	...{ no: version.no, publishedAt: version.publishedAt }
});

export const load: PageServerLoad = async ({ locals: { services }, url }) => {
	const base = await services.published.current();
	const query = (url.searchParams.get(QUERY) ?? '').slice(0, 200).trim();
	const topic = url.searchParams.get(TOPIC);
	const counts = new Map<string, number>();
	for (const { bip } of base.all)
		for (const name of bip.fields.categories) counts.set(name, (counts.get(name) ?? 0) + 1);
	const byId = new Map(base.all.map((one) => [one.bip.id, one]));
	const found = query === '' ? null : base.search(query, FOUND).flatMap((id) => byId.get(id) ?? []);
	const listed = topic
		? base.all.filter(({ bip }) => bip.fields.categories.includes(topic))
		: base.all;
	const news = base.all
		.toSorted((one, other) => (one.version.publishedAt < other.version.publishedAt ? 1 : -1))
		.slice(0, NEWS);
	return {
		...{ query, topic, found: found?.map(cardOf) ?? null },
		listed: listed.map(cardOf),
		news: news.map(cardOf),
		topics: [...counts].sort(([one], [other]) => one.localeCompare(other, 'pl'))
	};
};
