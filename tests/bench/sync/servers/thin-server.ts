/** What the servers of the product's peers are made of: Node's own, articles in memory, drafts on disk. */
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import type { ArticleTable } from './article-table.ts';
import type { DraftTable } from './draft-table.ts';

export type Tables = { readonly articles: ArticleTable; readonly drafts: DraftTable };

export type ThinServer = {
	readonly answer: (question: Question, response: ServerResponse) => Promise<void> | void;
	/** Told of changed articles, where it keeps them in a form of its own. */
	readonly changed?: ReturnType<ArticleTable['change']> extends infer Articles
		? (articles: Articles) => void
		: never;
	/** For what is no plain request. */
	readonly attach?: (server: Server) => void;
};

export type Question = {
	readonly url: URL;
	readonly method: string;
	readonly request: IncomingMessage;
	readonly json: <T>() => Promise<T>;
};

export function questionOf(request: IncomingMessage): Question {
	return {
		url: new URL(request.url ?? '/', 'http://localhost'),
		method: request.method ?? 'GET',
		request,
		json: async <T>() => JSON.parse(await text(request)) as T
	};
}

/** Not compressed: between two processes of one machine that would only cost time. */
export function send(response: ServerResponse, body: unknown, status = 200): void {
	const bytes = Buffer.from(JSON.stringify(body));
	response
		.writeHead(status, { 'content-type': 'application/json', 'content-length': bytes.length })
		.end(bytes);
}
