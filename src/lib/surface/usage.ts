import { app } from '#lib/client/state/app.svelte.ts';
import type { UsageCounter } from '#lib/client/usage.ts';

let made: Promise<UsageCounter> | null = null;

/** What counts how the Knowledge Base is used on this device; fetched when there is something to count. */
export const usage = (): Promise<UsageCounter> =>
	(made ??= import('#lib/client/usage.ts').then(
		({ UsageCounter }) =>
			new UsageCounter(async (counted) => (await app.api()).search.count.mutate(counted))
	));
