// The HTTP server around the built application: it holds the port from the first moment, answers
// "starting" until the application is there, and at the end lets what has begun come to its end.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { securityHeaders } from '#lib/server/security-headers.ts';
import { hasCode } from './running-process.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => unknown;

export class PortInUse extends Error {
	override readonly name = 'PortInUse';

	constructor(host: string, port: number) {
		super(
			`Port ${port} of ${host} is in use. ` +
				'Stop what runs there, or choose another port: PORT=3001 npm start'
		);
	}
}

export type Address = {
	readonly host: string;
	readonly port: number;
	readonly origin: string;
	/** Sends browsers that came by another name to the origin, where their data are. */
	readonly sendToOrigin: boolean;
};

const LOOK_EVERY_MS = 50;

export class HttpServer {
	readonly #server: Server;
	#handler: RequestHandler = answerStarting;
	#isClosing = false;

	private constructor(address: Address) {
		const headers = Object.entries(securityHeaders(address.origin));
		this.#server = createServer((request, response) => {
			for (const [name, value] of headers) response.setHeader(name, value);
			if (this.#isClosing) response.setHeader('connection', 'close');
			if (address.sendToOrigin && isStrayNavigation(request, address.origin))
				redirect(response, `${address.origin}${pathOf(request)}`);
			else this.#handler(request, response);
		});
	}

	/** @throws PortInUse, or what the system says of the address */
	static async listen(address: Address): Promise<HttpServer> {
		const http = new HttpServer(address);
		const { host, port } = address;
		http.#server.listen({ host, port });
		try {
			await once(http.#server, 'listening');
		} catch (failure) {
			throw hasCode(failure, 'EADDRINUSE') ? new PortInUse(host, port) : failure;
		}
		return http;
	}

	/** From now on the application answers. */
	serve(handler: RequestHandler): void {
		this.#handler = handler;
	}

	/**
	 * Takes no new connection and waits for the requests that run.
	 * @param withinMs after which the rest is cut off
	 * @param signal cuts it off at once
	 */
	async close(withinMs: number, signal: AbortSignal): Promise<void> {
		this.#isClosing = true;
		const limit = AbortSignal.any([signal, AbortSignal.timeout(withinMs)]);
		let isClosed = false;
		this.#server.close(() => (isClosed = true));
		while (!isClosed && !limit.aborted) {
			this.#server.closeIdleConnections();
			await delay(LOOK_EVERY_MS);
		}
		this.#server.closeAllConnections();
	}
}

function answerStarting(_request: IncomingMessage, response: ServerResponse): void {
	response.writeHead(503, { 'retry-after': '2', 'content-type': 'text/plain; charset=utf-8' });
	response.end('Uruchamianie… / Starting…\n');
}

/** http://127.0.0.1 is another origin than http://localhost: a browser would keep two sets of data. */
function isStrayNavigation(request: IncomingMessage, origin: string): boolean {
	const { host, 'sec-fetch-mode': mode } = request.headers;
	return mode === 'navigate' && request.method === 'GET' && host !== new URL(origin).host;
}

/** Never resolved against the origin: "//elsewhere.example" would lead there. */
function pathOf({ url = '/' }: IncomingMessage): string {
	return url.startsWith('/') ? url : '/';
}

function redirect(response: ServerResponse, location: string): void {
	response.writeHead(307, { location, 'cache-control': 'no-store' }).end();
}
