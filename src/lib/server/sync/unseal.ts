import { createHash } from 'node:crypto';
import { sealingSuite } from '#lib/sync/hpke.ts';
import { sealingInfo, type Sealed, type SealingKey } from '#lib/sync/sealed.ts';

/** 32 bytes. */
export type PrivateKey = Uint8Array<ArrayBuffer>;
export type KeyPair = { readonly key: SealingKey; readonly privateKey: PrivateKey };

export async function newKeyPair(): Promise<KeyPair> {
	const { kem } = sealingSuite();
	const pair = await kem.generateKeyPair();
	const publicKey = Buffer.from(await kem.serializePublicKey(pair.publicKey));
	const kid = createHash('sha256').update(publicKey).digest('hex').slice(0, 16);
	return {
		key: { kid, key: publicKey.toString('base64') },
		privateKey: new Uint8Array(await kem.serializePrivateKey(pair.privateKey))
	};
}

/** @throws when they were sealed to another key or for another header, or changed since */
export async function open(
	privateKey: PrivateKey,
	header: string,
	{ kid, enc, text }: Sealed
): Promise<Record<string, unknown>> {
	const suite = sealingSuite();
	const recipientKey = await suite.kem.deserializePrivateKey(privateKey);
	const info = Buffer.from(sealingInfo(kid));
	const sender = { recipientKey, enc: Buffer.from(enc, 'base64'), info };
	const words = await suite.open(sender, Buffer.from(text, 'base64'), Buffer.from(header));
	return JSON.parse(Buffer.from(words).toString()) as Record<string, unknown>;
}
