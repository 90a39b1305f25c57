import { sealingSuite } from '#lib/sync/hpke.ts';
import { sealingInfo, type Sealed, type SealingKey } from '#lib/sync/sealed.ts';

/**
 * Seals arguments to the server's key; this device has nothing that opens them.
 * @param header goes along readable and cannot be changed
 */
export async function seal(
	{ kid, key }: SealingKey,
	header: string,
	args: Readonly<Record<string, unknown>>
): Promise<Sealed> {
	const suite = sealingSuite();
	const recipientPublicKey = await suite.kem.deserializePublicKey(fromBase64(key));
	const info = bytesOf(sealingInfo(kid));
	const words = bytesOf(JSON.stringify(args));
	const { enc, ct } = await suite.seal({ recipientPublicKey, info }, words, bytesOf(header));
	return { sealed: 1, kid, enc: toBase64(enc), text: toBase64(ct) };
}

const bytesOf = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);

function toBase64(bytes: ArrayBuffer): string {
	return btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCharCode(byte)).join(''));
}

function fromBase64(text: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(text), (sign) => sign.charCodeAt(0));
}
