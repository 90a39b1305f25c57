import { createTRPCClient, httpBatchLink, type TRPCClient } from '@trpc/client';
import type { AppRouter } from '#lib/server/trpc/router.ts';
import type { Product } from '../support/product.ts';

/** Somebody with a browser, over the network; cookies outlive the product's restarts. */
export class Visitor {
	readonly cookies = new Map<string, string>();
	readonly api: TRPCClient<AppRouter>;
	readonly #product: Product;

	constructor(product: Product) {
		this.#product = product;
		this.api = createTRPCClient<AppRouter>({
			links: [
				httpBatchLink({
					url: `${product.address}/api/trpc`,
					methodOverride: 'POST',
					fetch: (url, init) =>
						this.fetch(url instanceof Request ? url.url : url, init as RequestInit)
				})
			]
		});
	}

	async fetch(at: string | URL, init: RequestInit = {}): Promise<Response> {
		const headers = new Headers(init.headers);
		headers.set('origin', this.#product.address);
		headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '));
		const response = await this.#product.fetch(at, { ...init, headers });
		for (const cookie of response.headers.getSetCookie()) {
			const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
			this.cookies.set(name, value);
		}
		return response;
	}

	/** The event stream that tells a device what has moved. */
	async listen(): Promise<WakeStream> {
		return new WakeStream(await this.fetch('/api/trpc/sync.wake'));
	}

	/** The versions of everything that this visitor may hold. */
	async versions(): Promise<unknown> {
		const stream = await this.listen();
		const first = await stream.next('message');
		await stream.cancel();
		return first;
	}
}

export class WakeStream {
	readonly #reader: ReadableStreamDefaultReader<string>;
	#text = '';

	constructor({ body }: Response) {
		if (!body) throw new Error('No stream');
		this.#reader = body.pipeThrough(new TextDecoderStream()).getReader();
	}

	/** The data of the next event of this name, past any other. */
	async next(name: string): Promise<unknown> {
		for (;;) {
			const end = this.#text.indexOf('\n\n');
			if (end < 0) {
				if (!(await this.#read())) throw new Error(`The stream ended without ${name}.`);
				continue;
			}
			const lines = this.#text.slice(0, end).split('\n');
			this.#text = this.#text.slice(end + 2);
			const field = (key: string) =>
				lines.find((line) => line.startsWith(`${key}: `))?.slice(key.length + 2);
			const data = field('data');
			if (data !== undefined && (field('event') ?? 'message') === name) return JSON.parse(data);
		}
	}

	/** @throws Error when it was cut off instead of ended */
	async untilEnd(): Promise<void> {
		while (await this.#read());
	}

	cancel(): Promise<void> {
		return this.#reader.cancel();
	}

	async #read(): Promise<boolean> {
		const { value, done } = await this.#reader.read();
		if (!done) this.#text += value;
		return !done;
	}
}
