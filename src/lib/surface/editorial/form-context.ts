import { createContext } from 'svelte';
import type { PersonRef } from '#lib/domain/article/values.ts';
import type { Names } from '../names.svelte.ts';
import type { ArticleFiles } from './article-files.svelte.ts';

/** What every part of the form of an article asks for. */
export type FormContext = {
	/** The sentence of what is wrong at a place, e.g. `fields.documents.forSubmission.0.name`. */
	readonly errorAt: (path: string) => string | undefined;
	readonly people: () => readonly PersonRef[];
	readonly names: Names;
	readonly files: ArticleFiles;
};

export const [formContext, setFormContext] = createContext<FormContext>();
