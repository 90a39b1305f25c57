import type { Api } from '#lib/client/net/trpc.ts';

/** A proposal as its author and its reviewer see it. */
export type Proposal = Awaited<ReturnType<Api['article']['proposal']['query']>>;

export type Accepted = {
	readonly ka: string;
	/** The first day, RRRR-MM-DD. */
	readonly begins: string;
	/** On a day to come. */
	readonly later: boolean;
};
