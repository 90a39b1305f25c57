/**
 * The server as browsers meet it, without the HTTP in between: the hook, the routes and the services
 * behind them are the product's own; only SvelteKit's table of routes and its cookies are played.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Cookies, RequestEvent } from '@sveltejs/kit';
import { createTRPCClient, httpBatchStreamLink, type TRPCClient } from '@trpc/client';
import { createHandle } from '#lib/server/handle.ts';
import { startServer, type Server, type Services } from '#lib/server/start.ts';
import type { AppRouter } from '#lib/server/trpc/router.ts';
import { createTestDatabase } from '../support/database.ts';
import * as blobs from '../../src/routes/api/blobs/[sha256]/+server.ts';
import * as articleFile from '../../src/routes/api/documents/[sha256]/+server.ts';
import * as articlePicture from '../../src/routes/api/documents/[sha256]/podglad/+server.ts';
import * as files from '../../src/routes/api/files/[...path]/+server.ts';
import * as packs from '../../src/routes/api/packs/[scope]/[names]/+server.ts';
import * as playback from '../../src/routes/api/playback/[id]/+server.ts';
import * as recordings from '../../src/routes/api/recordings/[...path]/+server.ts';
import * as documents from '../../src/routes/api/tickets/[id]/documents/[sha256]/+server.ts';
import * as photos from '../../src/routes/api/tickets/[id]/photos/[sha256]/+server.ts';
import * as trpc from '../../src/routes/api/trpc/[...path]/+server.ts';
import * as healthz from '../../src/routes/healthz/+server.ts';

export const ORIGIN = 'http://localhost:3000';
/** What the telephone exchange shows. */
export const EXCHANGE_SECRET = 'centrala-'.repeat(4);

const ROUTES: readonly (readonly [RegExp, Readonly<Record<string, unknown>>])[] = [
	[/^\/api\/trpc\/(?<path>.*)$/u, trpc],
	[/^\/api\/files(?:\/(?<path>.*))?$/u, files],
	[/^\/api\/documents\/(?<sha256>[^/]+)$/u, articleFile],
	[/^\/api\/documents\/(?<sha256>[^/]+)\/podglad$/u, articlePicture],
	[/^\/api\/blobs\/(?<sha256>[^/]+)$/u, blobs],
	[/^\/api\/tickets\/(?<id>[^/]+)\/documents\/(?<sha256>[^/]+)$/u, documents],
	[/^\/api\/tickets\/(?<id>[^/]+)\/photos\/(?<sha256>[^/]+)$/u, photos],
	[/^\/api\/packs\/(?<scope>[^/]+)\/(?<names>[^/]+)$/u, packs],
	[/^\/api\/recordings(?:\/(?<path>.*))?$/u, recordings],
	[/^\/api\/playback\/(?<id>[^/]+)$/u, playback],
	[/^\/healthz$/u, healthz]
];

type Handler = (event: RequestEvent) => Response | Promise<Response>;
const isHandler = (value: unknown): value is Handler => typeof value === 'function';

export type TestServer = {
	readonly services: Services;
	readonly url: string;
	readonly browser: (address?: string) => Browser;
	/** A second process of the same product on the same database; whoever asks for it closes it. */
	readonly anotherNode: () => Promise<Server>;
	readonly stop: () => Promise<void>;
};

export async function startTestServer(
	change: (services: Services) => Partial<Services> = () => ({}),
	origin = ORIGIN
): Promise<TestServer> {
	const database = await createTestDatabase();
	const filesDir = mkdtempSync(join(tmpdir(), 'lckm-files-'));
	const exchangeSecret = EXCHANGE_SECRET;
	const environment = { databaseUrl: database.url, origin, filesDir, exchangeSecret };
	const server = await startServer(environment);
	const services = { ...server.services, ...change(server.services) };
	return {
		services,
		url: database.url,
		browser: (address = '192.0.2.1') => new Browser(services, address),
		anotherNode: () => startServer(environment),
		stop: async () => {
			await server.close();
			await database.drop();
			rmSync(filesDir, { recursive: true, force: true });
		}
	};
}

export type SetCookie = { readonly name: string; readonly value: string; readonly options: object };

/** One browser with its cookies, at one address of the network. */
export class Browser {
	readonly cookies = new Map<string, string>();
	/** All that were ever set, with their attributes. */
	readonly setCookies: SetCookie[] = [];
	readonly api: TRPCClient<AppRouter>;
	readonly #services: Services;
	readonly #address: string;

	constructor(services: Services, address: string) {
		this.#services = services;
		this.#address = address;
		this.api = createTRPCClient<AppRouter>({
			links: [
				httpBatchStreamLink({
					url: `${services.origin}/api/trpc`,
					methodOverride: 'POST',
					maxItems: 10,
					fetch: (url, init) =>
						this.fetch(url instanceof Request ? url.url : url, init as RequestInit)
				})
			]
		});
	}

	/** As a page of ours would ask, unless the headers say otherwise. */
	async fetch(path: string | URL, init: RequestInit = {}): Promise<Response> {
		const url = new URL(path, this.#services.origin);
		const headers = new Headers({ 'sec-fetch-site': 'same-origin' });
		for (const [name, value] of new Headers(init.headers)) headers.set(name, value);
		const request = new Request(url, { ...init, headers });
		const sent = { done: false };
		const event = {
			request,
			url,
			cookies: this.#jar(sent),
			locals: {},
			params: {},
			getClientAddress: () => this.#address
		} as unknown as RequestEvent;
		const response = await createHandle(this.#services)({ event, resolve });
		sent.done = true;
		return response;
	}

	/** As SvelteKit's: what is set after the answer has left is an error, as nobody would hear of it. */
	#jar(sent: { done: boolean }): Cookies {
		const write = (name: string, value: string | null, options: object) => {
			if (sent.done) throw new Error('Cookie set after the answer was made');
			if (value === null) this.cookies.delete(name);
			else this.cookies.set(name, value);
			this.setCookies.push({ name, value: value ?? '', options });
		};
		return {
			get: (name: string) => this.cookies.get(name),
			set: (name: string, value: string, options: object) => write(name, value, options),
			delete: (name: string, options: object) => write(name, null, options)
		} as unknown as Cookies;
	}
}

async function resolve(event: RequestEvent): Promise<Response> {
	for (const [pattern, module] of ROUTES) {
		const found = pattern.exec(event.url.pathname);
		if (!found) continue;
		const handler = module[event.request.method];
		if (!isHandler(handler)) return new Response(null, { status: 405 });
		event.params = { ...found.groups };
		return handler(event);
	}
	return new Response(null, { status: 404 });
}
