/** What the public pages are made of (§ 12(4)): all that a reader may know of an article, and nothing else. */
import type { BipVersion } from './version.ts';
import type { ArticleView } from './visibility.ts';

/** An article in a list. */
export type PageCard = {
	readonly ka: string;
	readonly title: string;
	readonly summary: string | null;
	/** The version in force, and when it could be read first; ISO 8601 UTC. */
	readonly no: number;
	readonly publishedAt: string;
};

export type PageData = {
	/** The portal's page of an article. */
	readonly article: {
		readonly view: ArticleView<'portal'>;
		/** The whole address of this page, as below. */
		readonly address: string;
		readonly related: readonly {
			readonly ka: string;
			readonly title: string;
			readonly href: string;
		}[];
		/** JSON-LD. */
		readonly linked: object;
	};
	/** All of BIP: what was searched for, or what there is. */
	readonly bip: {
		readonly query: string;
		readonly topic: string | null;
		/** Null where nothing was searched for. */
		readonly found: readonly PageCard[] | null;
		readonly listed: readonly PageCard[];
		readonly news: readonly PageCard[];
		/** Each category with how many procedures it has. */
		readonly topics: readonly (readonly [name: string, count: number])[];
	};
	readonly bipArticle: {
		readonly view: ArticleView<'bip'>;
		readonly version: BipVersion;
		/** All that have begun, the newest first. */
		readonly versions: readonly BipVersion[];
		readonly address: string;
		readonly linked: object;
	};
	readonly bipVersion: {
		readonly view: ArticleView<'bip'>;
		readonly version: BipVersion;
		readonly isCurrent: boolean;
		readonly versions: readonly BipVersion[];
		/** The path of the one in force. */
		readonly current: string;
	};
};
export type PageName = keyof PageData;
