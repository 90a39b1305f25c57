// What SvelteKit hands the worker. Kit's own types would bring the window's and Node's along.
declare module '$service-worker' {
	export const base: string;
	/** Addresses of what Vite built, named by content. */
	export const build: string[];
	/** Addresses of the static folder's files. */
	export const files: string[];
	export const prerendered: string[];
	export const version: string;
}
