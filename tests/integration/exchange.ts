/** The telephone exchange, as it sends recordings by tus 1.0. */
import { metadataOf, type Call } from '../support/wav.ts';
import { EXCHANGE_SECRET, type Browser } from './harness.ts';

export const TUS = { 'tus-resumable': '1.0.0', authorization: `Bearer ${EXCHANGE_SECRET}` };

let calls = 0;
export const newCall = (more: Partial<Call> = {}): Call => ({
	call: `1764200000.${String((calls += 1))}`,
	started: new Date(Date.now() - 60_000).toISOString(),
	seconds: 1,
	...more
});

export class Exchange {
	readonly #browser: Browser;

	constructor(browser: Browser) {
		this.#browser = browser;
	}

	create(call: Call, bytes: Buffer, headers: Record<string, string> = TUS): Promise<Response> {
		return this.#browser.fetch('/api/recordings', {
			method: 'POST',
			headers: {
				...headers,
				'upload-length': String(bytes.length),
				'upload-metadata': metadataOf(call, bytes)
			}
		});
	}

	send(address: string, bytes: Buffer, offset = 0): Promise<Response> {
		return this.#browser.fetch(address, {
			method: 'PATCH',
			headers: {
				...TUS,
				'content-type': 'application/offset+octet-stream',
				'upload-offset': String(offset)
			},
			body: new Uint8Array(bytes)
		});
	}

	/** @returns how much of it is there */
	async offsetOf(address: string): Promise<string | null> {
		const answer = await this.#browser.fetch(address, { method: 'HEAD', headers: TUS });
		return answer.headers.get('upload-offset');
	}

	/** @returns the status of the last answer */
	async upload(call: Call, bytes: Buffer): Promise<number> {
		const created = await this.create(call, bytes);
		if (created.status !== 201) return created.status;
		return (await this.send(created.headers.get('location') ?? '', bytes)).status;
	}
}
