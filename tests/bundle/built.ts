import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import * as v from 'valibot';

/** What the build serves, and SvelteKit's notes about how it was put together. */
const SERVED = 'build/client';
const NOTES = '.svelte-kit/output';

export type Script = { readonly file: string; readonly text: string };

/** The scripts a browser may be given, the service worker among them. */
export function servedScripts(): Script[] {
	return scriptsUnder(SERVED);
}

export function workerScript(): Script {
	return read(path.join(SERVED, 'service-worker.js'));
}

/** The scripts that stay in Node. */
export function serverScripts(): Script[] {
	return scriptsUnder('build/server');
}

function scriptsUnder(folder: string): Script[] {
	mustExist(folder);
	return readdirSync(folder, { recursive: true, encoding: 'utf8' })
		.filter((file) => /\.m?js$/.test(file))
		.map((file) => read(path.join(folder, file)));
}

function read(file: string): Script {
	mustExist(file);
	return { file, text: readFileSync(file, 'utf8') };
}

function mustExist(file: string): void {
	if (!existsSync(file)) throw new Error(`${file} is missing: run \`npm run build\` first`);
}

const ClientManifest = v.record(
	v.string(),
	v.object({ file: v.string(), imports: v.optional(v.array(v.string()), []) })
);

const Page = v.object({
	layouts: v.array(v.optional(v.number())),
	errors: v.array(v.optional(v.number())),
	leaf: v.number()
});
const ServerManifest = v.object({
	manifest: v.object({
		_: v.object({
			routes: v.array(v.object({ id: v.string(), pattern: v.instance(RegExp), page: v.unknown() }))
		})
	})
});

/**
 * The scripts that a browser fetches before a page can be used: SvelteKit's two entries, the page
 * with its layouts and error pages (the router asks for those at once too), and all they import.
 * @param address of a page, such as `/kiosk`
 */
export async function firstScreenScripts(address: string): Promise<Script[]> {
	const chunks = v.parse(
		ClientManifest,
		JSON.parse(read(`${NOTES}/client/.vite/manifest.json`).text)
	);
	const nodes = await nodesOf(address);
	const isFirst = (key: string): boolean =>
		/\/kit\/src\/runtime\/client\/entry\.js$/.test(key) ||
		/\/client-optimized\/app\.js$/.test(key) ||
		nodes.some((node) => key.endsWith(`/client-optimized/nodes/${node}.js`));
	const first = Object.keys(chunks).filter(isFirst);
	if (first.length !== nodes.length + 2) {
		throw new Error(`Expected two entries and ${nodes.length} nodes, found: ${first.join(', ')}`);
	}
	const files = new Set<string>();
	const visit = (key: string): void => {
		const chunk = chunks[key];
		if (chunk === undefined || files.has(chunk.file)) return;
		files.add(chunk.file);
		chunk.imports.forEach(visit);
	};
	first.forEach(visit);
	return [...files]
		.filter((file) => file.endsWith('.js'))
		.map((file) => read(path.join(SERVED, file)));
}

async function nodesOf(address: string): Promise<number[]> {
	// The full one: the other leaves out what was prerendered.
	const file = `${NOTES}/server/manifest-full.js`;
	mustExist(file);
	const module: unknown = await import(/* @vite-ignore */ pathToFileURL(file).href);
	const { routes } = v.parse(ServerManifest, module).manifest._;
	const route = routes.find(({ pattern, page }) => pattern.test(address) && page !== null);
	if (route === undefined) {
		throw new Error(`No page at ${address}; there are ${routes.map(({ id }) => id).join(', ')}`);
	}
	const { layouts, errors, leaf } = v.parse(Page, route.page);
	const isNode = (node: number | undefined): node is number => node !== undefined;
	return [...new Set([...layouts, ...errors, leaf].filter(isNode))];
}
