import { createContext } from 'svelte';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import type { StaffActor } from '#lib/domain/org/roles.ts';
import type { Deadlines } from './deadlines.svelte.ts';
import type { Library } from './library.svelte.ts';
import type { Names } from './names.svelte.ts';

/** What every screen of somebody who is signed in stands on. */
export type StaffContext = {
	readonly workspace: Workspace;
	readonly actor: StaffActor;
	readonly library: Library;
	readonly names: Names;
	readonly deadlines: Deadlines;
};

export const [staffContext, setStaffContext] = createContext<StaffContext>();
