/** What the bench and the page of a contender say to each other. */
import type { ArticleView } from '#lib/domain/article/visibility.ts';

export type Article = ArticleView<'portal'>;
export type Draft = { readonly id: string; readonly text: string };

/**
 * One way to keep a device in step with a server. Each promise resolves only when what it did is
 * durable in IndexedDB (at the browser's usual setting) and can be read.
 */
export type Contender = {
	/** Before the first load, not timed: who works here. */
	readonly enrol?: () => Promise<unknown>;
	/** From an empty profile to all articles. */
	readonly firstLoad: () => Promise<unknown>;
	/** Asks what changed and takes it over. */
	readonly delta: () => Promise<unknown>;
	/** After a reload: opens what is on the disk, and asks nobody. */
	readonly reopen: () => Promise<unknown>;
	readonly titleOf: (id: string) => Promise<string | null>;
	/** Articles on this device. */
	readonly count: () => Promise<number>;
	/** Keeps drafts here, without the network; not timed. */
	readonly write: (drafts: readonly Draft[]) => Promise<unknown>;
	/** Sends them; resolves when the server has them for good and this device knows it. */
	readonly push: () => Promise<unknown>;
	/** Where the time went since the last time this was asked. */
	readonly takeProfile?: () => Profile;
};

export type TimedStep = 'firstLoad' | 'delta' | 'reopen';

export type Timing = {
	/** From asking to having read the article again. */
	readonly ms: number;
	readonly title: string | null;
	/** The highest use of the JavaScript heap, beyond what was used before. */
	readonly heapPeakMb: number;
	readonly profile: Profile | null;
};
/** Milliseconds by what took them. */
export type Profile = Readonly<Record<string, number>>;

export type Bench = {
	readonly contender: Contender;
	readonly timed: (step: TimedStep, id: string) => Promise<Timing>;
	readonly timedPush: () => Promise<number>;
};

declare global {
	interface Window {
		bench: Bench;
	}
}
