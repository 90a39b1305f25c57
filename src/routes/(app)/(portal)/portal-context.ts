import { createContext } from 'svelte';
import type { Library } from '#lib/surface/library.svelte.ts';

/** The Knowledge Base for every page of the portal, opened once. */
export const [libraryContext, setLibraryContext] = createContext<Library>();
