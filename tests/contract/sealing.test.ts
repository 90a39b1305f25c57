import { describe, expect, test } from 'vitest';
import { seal } from '#lib/client/seal.ts';
import { newKeyPair, open } from '#lib/server/sync/unseal.ts';
import { headerOf, sealedIn } from '#lib/sync/sealed.ts';

const args = { description: 'Dziura w jezdni, ul. Żółwiowa 7', contact: { phone: '600 100 200' } };
const header = headerOf({
	id: '0191d1a2-7c3e-7f00-8000-000000000001',
	subject: '0191d1a2-7c3e-7f00-8000-000000000002',
	name: 'ticket.register',
	version: 1,
	capturedAt: '2026-11-26T08:00:00.000Z'
});

describe('pitfall 8: sealed words', () => {
	test('come out as they went in, and show nothing of themselves', async () => {
		const { key, privateKey } = await newKeyPair();
		const sealed = await seal(key, header, args);
		expect(sealedIn({ ...sealed })).toEqual(sealed);
		expect(await open(privateKey, header, sealed)).toEqual(args);
		const shown = JSON.stringify(sealed) + atob(sealed.text);
		for (const word of ['Dziura', 'description', '600 100 200']) expect(shown).not.toContain(word);
	});

	test('are never sealed twice alike', async () => {
		const { key } = await newKeyPair();
		const [one, other] = [await seal(key, header, args), await seal(key, header, args)];
		expect(one.text).not.toBe(other.text);
	});

	test('do not open with another key, for another command, or changed', async () => {
		const { key, privateKey } = await newKeyPair();
		const sealed = await seal(key, header, args);
		const stranger = await newKeyPair();
		await expect(open(stranger.privateKey, header, sealed)).rejects.toThrow();
		await expect(open(privateKey, header.replace('register', 'end'), sealed)).rejects.toThrow();
		const first = sealed.text.startsWith('A') ? 'B' : 'A';
		const changed = { ...sealed, text: first + sealed.text.slice(1) };
		await expect(open(privateKey, header, changed)).rejects.toThrow();
	});

	test('are told from open ones', () => {
		expect(sealedIn(args)).toBeNull();
		expect(sealedIn({ sealed: true })).toBeNull();
	});
});
