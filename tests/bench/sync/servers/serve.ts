// The server of one contender, as a process of its own: started with its name, the file with the articles
// and the database's address; says over the channel where it listens, and ends when that closes.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import process from 'node:process';
import type { Article } from '../contract.ts';
import { ArticleTable } from './article-table.ts';
import { DraftTable } from './draft-table.ts';
import { questionOf, send, type Tables, type ThinServer } from './thin-server.ts';

/** Loaded when wanted: only some of them need the peers' packages. */
const SERVERS: Readonly<Record<string, (tables: Tables) => Promise<ThinServer>>> = {
	floor: async (tables) => (await import('./floor-server.ts')).floorServer(tables),
	pouchdb: async (tables) => (await import('../peers/servers/pouchdb.ts')).pouchdbServer(tables),
	rxdb: async (tables) => (await import('../peers/servers/rxdb.ts')).rxdbServer(tables),
	tinybase: async (tables) => (await import('../peers/servers/tinybase.ts')).tinybaseServer(tables),
	replicache: async (tables) =>
		(await import('../peers/servers/replicache.ts')).replicacheServer(tables)
};

process.on('disconnect', () => process.exit());
const [name = '', file = '', databaseUrl = ''] = process.argv.slice(2);
const make = SERVERS[name];
if (!make) throw new Error(`No server is called ${name}`);
const articles = new ArticleTable(JSON.parse(readFileSync(file, 'utf8')) as Article[]);
const drafts = new DraftTable(databaseUrl);
await drafts.connect();
const thin = await make({ articles, drafts });

const server = createServer((request, response) => {
	const question = questionOf(request);
	const { pathname, searchParams } = question.url;
	if (pathname === '/') {
		response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html>');
		return;
	}
	if (pathname === '/favicon.ico') {
		response.writeHead(404).end();
		return;
	}
	if (pathname === '/bench/change') {
		const mark = searchParams.get('mark') ?? '';
		const changed = articles.change(Number(searchParams.get('count')), mark);
		thin.changed?.(changed);
		send(response, { changed: changed.length });
		return;
	}
	Promise.resolve(thin.answer(question, response)).catch((fault: unknown) => {
		console.error(fault);
		response.writeHead(500).end();
	});
});
thin.attach?.(server);
server.listen(0, '127.0.0.1', () => {
	const address = server.address();
	if (address !== null && typeof address === 'object') process.send?.({ port: address.port });
});
