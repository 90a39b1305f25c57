// Who takes part, and where each stands.
import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import type { Town } from './town.ts';
import { withDatabase } from './town.ts';

export type ContenderName =
	'floor' | 'floor-strings' | 'lckm' | 'pouchdb' | 'rxdb' | 'tinybase' | 'replicache';

export type Entry = {
	readonly title: string;
	/** Its page, from this folder. */
	readonly page: string;
	/** Its thin server; null where the product itself answers. */
	readonly server: string | null;
	/** Does it come out of a package of the peers' folder? */
	readonly isPeer: boolean;
};

const FLOOR = { server: 'floor', isPeer: false };
const peer = (name: string) => ({
	page: `peers/pages/${name}.ts`,
	server: name,
	isPeer: true
});

/** In the order in which each round meets them. */
export const CONTENDERS: Readonly<Record<ContenderName, Entry>> = {
	floor: { title: 'floor', page: 'pages/floor-objects.ts', ...FLOOR },
	'floor-strings': { title: 'floor, kept as strings', page: 'pages/floor-strings.ts', ...FLOOR },
	lckm: { title: 'lckm', page: 'pages/lckm.ts', server: null, isPeer: false },
	pouchdb: { title: 'PouchDB 9', ...peer('pouchdb') },
	rxdb: { title: 'RxDB 17', ...peer('rxdb') },
	tinybase: { title: 'TinyBase 10', ...peer('tinybase') },
	replicache: { title: 'Replicache 15', ...peer('replicache') }
};

/** Its package points to terms that nobody here has read: who has may name it with --only. */
const ASKED_FOR: readonly ContenderName[] = ['replicache'];

export const BY_DEFAULT: readonly string[] = Object.keys(CONTENDERS).filter(
	(name) => !ASKED_FOR.some((one) => one === name)
);

export const isContender = (name: string): name is ContenderName => Object.hasOwn(CONTENDERS, name);

/** A server with the same articles as every other, as one contender speaks to it. */
export type Host = {
	/** A page of its origin that runs nothing. */
	readonly address: string;
	readonly cookies: ReadonlyMap<string, string>;
	/** Changes the first articles; committed when it resolves. */
	readonly change: (count: number, mark: string) => Promise<void>;
	/** Drafts that arrived, in all. */
	readonly arrived: () => Promise<number>;
	readonly close: () => Promise<void>;
};

export function hostOf({ server }: Entry, town: Town, articlesFile: string): Promise<Host> {
	return server === null
		? Promise.resolve(hostByProduct(town))
		: hostByThinServer(server, town, articlesFile);
}

const hostByProduct = (town: Town): Host => ({
	address: `${town.origin}/robots.txt`,
	cookies: town.cookies,
	change: (count, mark) => town.change(count, mark),
	arrived: () => town.tickets(),
	close: () => Promise.resolve()
});

async function hostByThinServer(name: string, town: Town, articlesFile: string): Promise<Host> {
	const program = path.join(import.meta.dirname, 'servers/serve.ts');
	const child = fork(program, [name, articlesFile, town.benchUrl], {
		stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
		env: { ...process.env, NODE_ENV: 'production' }
	});
	const ended = once(child, 'exit').then(() => {
		throw new Error(`The server of ${name} ended by itself`);
	});
	ended.catch(() => undefined);
	const [told] = (await Promise.race([once(child, 'message'), ended])) as [{ port: number }];
	// Not 127.0.0.1: only for localhost does Chromium offer brotli without TLS.
	const address = `http://localhost:${told.port}/`;
	return {
		address,
		cookies: new Map(),
		change: async (count, mark) => {
			const response = await fetch(`${address}bench/change?count=${count}&mark=${mark}`);
			if (!response.ok) throw new Error(`${name} does not change articles`);
		},
		arrived: () =>
			withDatabase(town.benchUrl, async (sql) => {
				const [row] = await sql<{ count: number }[]>`select count(*)::int as count from draft`;
				return row?.count ?? 0;
			}),
		close: async () => {
			// A signal to the whole group ends it before this.
			if (child.connected) child.disconnect();
			await ended.catch(() => undefined);
		}
	};
}
