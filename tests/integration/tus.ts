/** A device that sends photographs by tus 1.0. */
import { createHash, randomBytes } from 'node:crypto';
import type { Browser } from './harness.ts';

export const JPEG = [0xff, 0xd8, 0xff, 0xe0];
export const PNG = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
export const WEBP = [...Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')];
export const photoOf = (head: readonly number[], size = 700) =>
	Buffer.concat([Buffer.from(head), randomBytes(size)]);
export const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const base64 = (text: string) => Buffer.from(text).toString('base64');
export const TUS = { 'tus-resumable': '1.0.0' };

type Claim = { readonly sha256?: string; readonly type?: string; readonly size?: number };

export function create(browser: Browser, bytes: Buffer, claim: Claim = {}): Promise<Response> {
	const { sha256 = hashOf(bytes), type = 'image/jpeg', size = bytes.length } = claim;
	return browser.fetch('/api/files', {
		method: 'POST',
		headers: {
			...TUS,
			'upload-length': String(size),
			'upload-metadata': `sha256 ${base64(sha256)},type ${base64(type)}`
		}
	});
}

type Piece = { readonly bytes: Buffer; readonly offset?: number };

export function send(
	browser: Browser,
	address: string,
	{ bytes, offset = 0 }: Piece
): Promise<Response> {
	return browser.fetch(address, {
		method: 'PATCH',
		headers: {
			...TUS,
			'content-type': 'application/offset+octet-stream',
			'upload-offset': String(offset)
		},
		body: new Uint8Array(bytes)
	});
}

export const look = (browser: Browser, address: string) =>
	browser.fetch(address, { method: 'HEAD', headers: TUS });
export const addressOf = (created: Response) => created.headers.get('location') ?? '';

/** @returns the status of the last answer */
export async function upload(browser: Browser, bytes: Buffer, claim: Claim = {}): Promise<number> {
	const created = await create(browser, bytes, claim);
	if (created.status !== 201) return created.status;
	return (await send(browser, addressOf(created), { bytes })).status;
}

export const isThere = async (browser: Browser, sha256: string) =>
	(await browser.fetch(`/api/blobs/${sha256}`, { method: 'HEAD' })).status;
