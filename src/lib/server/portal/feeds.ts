/**
 * What is published, for programs: all of it as JSON and XML, its changes as Atom (RFC 4287), a sitemap
 * (sitemaps.org). `origin` is that of this site, without a slash at its end.
 */
import { create } from 'xmlbuilder2';
import { bipAddress, PORTAL_BASE } from '#lib/domain/article/addresses.ts';
import type { ArticleView } from '#lib/domain/article/visibility.ts';
import type { PublicArticle, PublicBase } from './published-base.ts';

/** Raised when a field changes its form. */
const FORM = 'lckm-bip-1';
const ATOM_ENTRIES = 50;
const MEDIA_TYPES = {
	json: 'application/json',
	linked: 'application/ld+json',
	xml: 'application/xml; charset=utf-8',
	atom: 'application/atom+xml; charset=utf-8',
	openSearch: 'application/opensearchdescription+xml; charset=utf-8',
	text: 'text/plain; charset=utf-8'
} as const;

/** An answer for programs of others, whichever site they run on. */
export const feed = (type: keyof typeof MEDIA_TYPES, body: string): Response =>
	new Response(body, {
		headers: {
			'content-type': MEDIA_TYPES[type],
			'access-control-allow-origin': '*',
			'cross-origin-resource-policy': 'cross-origin',
			'cache-control': 'no-cache'
		}
	});

type Entry = Pick<ArticleView<'bip'>, 'ka' | 'fields' | 'extras'> & {
	readonly address: string;
	readonly version: PublicArticle['version'];
};

const entryOf = ({ bip, version }: PublicArticle, origin: string): Entry => ({
	ka: bip.ka,
	address: `${origin}${bipAddress(bip.ka)}`,
	version,
	fields: bip.fields,
	extras: bip.extras
});

export const asJson = (base: PublicBase, origin: string): string =>
	JSON.stringify({ form: FORM, articles: base.all.map((one) => entryOf(one, origin)) });

/** The same names as in JSON; of a list each item is an element `item`. */
export function asXml(base: PublicBase, origin: string): string {
	const articles = base.all.map((one) => asElements(entryOf(one, origin)));
	return create({ encoding: 'UTF-8' }, { articles: { '@form': FORM, article: articles } }).end();
}

function asElements(value: unknown): unknown {
	if (value === null) return undefined;
	if (Array.isArray(value)) return { item: value.map(asElements) };
	if (typeof value === 'object')
		return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, asElements(part)]));
	return typeof value === 'string' ? textOf(value) : JSON.stringify(value);
}

export function asAtom(base: PublicBase, origin: string): string {
	const newest = base.newest.slice(0, ATOM_ENTRIES);
	const self = `${origin}/bip/zmiany.atom`;
	return create(
		{ encoding: 'UTF-8' },
		{
			feed: {
				'@xmlns': 'http://www.w3.org/2005/Atom',
				'@xml:lang': 'pl',
				id: self,
				title: 'Zmiany w Bazie Wiedzy ŁCKzM',
				updated: newest[0]?.version.publishedAt ?? '1970-01-01T00:00:00.000Z',
				author: { name: 'Urząd Miasta Łodzi' },
				link: [
					{ '@rel': 'self', '@href': self },
					{ '@rel': 'alternate', '@href': `${origin}/bip` }
				],
				entry: newest.map(({ bip, version }) => ({
					id: `${origin}${bipAddress(bip.ka)}#${version.no}`,
					title: textOf(bip.fields.title),
					updated: version.publishedAt,
					link: { '@href': `${origin}${bipAddress(bip.ka)}` },
					category: bip.fields.categories.map((term) => ({ '@term': textOf(term) })),
					summary: textOf(bip.extras.summary ?? bip.fields.handling)
				}))
			}
		}
	).end();
}

export function asSitemap(base: PublicBase, origin: string): string {
	const urls = [
		...['/', '/baza-wiedzy', '/bip', '/regulamin'].map((path) => ({ loc: `${origin}${path}` })),
		...base.all.flatMap(({ bip, version }) =>
			[PORTAL_BASE.ofArticle, bipAddress].map((addressOf) => ({
				loc: `${origin}${addressOf(bip.ka)}`,
				lastmod: version.publishedAt
			}))
		)
	];
	const urlset = { '@xmlns': 'http://www.sitemaps.org/schemas/sitemap/0.9', url: urls };
	return create({ encoding: 'UTF-8' }, { urlset }).end();
}

/** OpenSearch 1.1 draft 6: browsers offer the search of the Knowledge Base in their own field. */
export const asOpenSearch = (origin: string): string =>
	create(
		{ encoding: 'UTF-8' },
		{
			OpenSearchDescription: {
				'@xmlns': 'http://a9.com/-/spec/opensearch/1.1/',
				ShortName: 'Baza Wiedzy ŁCKzM',
				Description: 'Jak załatwić sprawę w Łodzi',
				InputEncoding: 'UTF-8',
				Language: 'pl',
				Image: { '@type': 'image/svg+xml', '#': `${origin}/icon.svg` },
				Url: [
					{ '@type': 'text/html', '@template': `${origin}/baza-wiedzy?szukaj={searchTerms}` },
					{
						'@type': 'application/atom+xml',
						'@rel': 'self',
						'@template': `${origin}/opensearch.xml`
					}
				]
			}
		}
	).end();

/** Signs that XML 1.0 (§ 2.2) has no place for are left out. */
const textOf = (text: string): string =>
	// eslint-disable-next-line no-control-regex -- these are the signs
	text.replaceAll(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu, '');
