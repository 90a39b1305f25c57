import { createContext } from 'svelte';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import type { Library } from '#lib/surface/library.svelte.ts';
import type { DeviceIdentity } from '#lib/client/state/identity.ts';

/** What every screen of a paired kiosk stands on. */
export type KioskContext = {
	readonly workspace: Workspace;
	readonly library: Library;
	readonly device: DeviceIdentity;
	/** The person has finished, or has gone: nothing of theirs stays. */
	readonly finish: () => void;
};

export const [kioskContext, setKioskContext] = createContext<KioskContext>();
