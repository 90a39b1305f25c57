import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { addHash, hashedText, hashFromDigest, removeHash } from './checksum.ts';
import { ENTITY_KINDS } from './scope.ts';

const TOP = 2 ** 48;
const hash = fc.bigInt({ min: 0n, max: 2n ** 48n - 1n }).map(Number);
const row = fc.record({
	kind: fc.constantFrom(...ENTITY_KINDS),
	id: fc.uuid(),
	body: fc.string({ unit: 'binary', maxLength: 30 })
});
const sumOf = (hashes: readonly number[]): number => hashes.reduce(addHash, 0);

describe('the sum of a scope', () => {
	test('is exact, whatever comes in whatever order', () => {
		fc.assert(
			fc.property(fc.array(hash, { maxLength: 50 }), (hashes) => {
				const exact = hashes.reduce((sum, one) => (sum + BigInt(one)) % BigInt(TOP), 0n);
				expect(sumOf(hashes)).toBe(Number(exact));
				expect(sumOf([...hashes].reverse())).toBe(Number(exact));
			})
		);
	});

	test('forgets what is taken out of it', () => {
		fc.assert(
			fc.property(fc.array(hash, { maxLength: 20 }), hash, (hashes, one) => {
				expect(removeHash(addHash(sumOf(hashes), one), one)).toBe(sumOf(hashes));
				const emptied = hashes.reduce(removeHash, sumOf(hashes));
				expect(emptied).toBe(0);
			})
		);
	});

	test('stays within 48 bits', () => {
		expect(addHash(TOP - 1, 1)).toBe(0);
		expect(addHash(TOP - 1, TOP - 1)).toBe(TOP - 2);
		expect(removeHash(0, TOP - 1)).toBe(1);
	});
});

describe('the hash of a row', () => {
	const digest = (text: string) => createHash('sha256').update(text).digest();

	test('is the first 48 bits of SHA-256, the same for ever: it travels and is stored', () => {
		const text = hashedText({ kind: 'ticket', id: 'a-1', body: '{"text":"Zażółć"}' });
		expect(text).toBe('ticket\na-1\n{"text":"Zażółć"}');
		expect(hashFromDigest(digest(text))).toBe(
			parseInt(digest(text).toString('hex').slice(0, 12), 16)
		);
		// SHA-256 of the empty text begins e3b0c44298fc.
		expect(hashFromDigest(digest(''))).toBe(0xe3b0c44298fc);
	});

	test('is of that row alone: another kind, id or body is another text', () => {
		fc.assert(
			fc.property(row, row, (one, other) => {
				const same = one.kind === other.kind && one.id === other.id && one.body === other.body;
				expect(hashedText(one) === hashedText(other)).toBe(same);
			})
		);
		const base = { kind: 'unit', id: 'a', body: 'x' } as const;
		const others = [
			{ ...base, kind: 'place' as const },
			{ ...base, id: 'b' },
			{ ...base, body: 'y' }
		];
		expect(new Set([base, ...others].map(hashedText)).size).toBe(4);
	});
});
