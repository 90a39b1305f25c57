import type { LucideIcon } from '@lucide/svelte';

/** One place in a surface's main navigation. */
export type NavigationItem = {
	readonly href: string;
	readonly label: string;
	readonly icon?: LucideIcon | undefined;
	readonly current?: boolean | undefined;
	/** What waits there; 0 is not shown. `countLabel` says it in words ("3 nowe"). */
	readonly count?: number | undefined;
	readonly countLabel?: string | undefined;
};
