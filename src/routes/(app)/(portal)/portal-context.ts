import { createContext } from 'svelte';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import type { Library } from '#lib/surface/library.svelte.ts';

/** The Knowledge Base for every page of the portal, opened once. */
export const [libraryContext, setLibraryContext] = createContext<Library>();

/** What whoever reads here has on this device. */
export const [workspaceContext, setWorkspaceContext] = createContext<Workspace>();
