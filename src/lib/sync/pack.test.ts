import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hashFromDigest, hashedText } from './checksum.ts';
import {
	joinPacks,
	nameOf,
	openPack,
	packOf,
	packsFor,
	packText,
	rowsOfPack,
	splitPacks
} from './pack.ts';
import { ENTITY_KINDS } from './scope.ts';

const digest = (content: string | Uint8Array) =>
	Promise.resolve(new Uint8Array(createHash('sha256').update(content).digest()));
const opener = {
	digest,
	inflate: (bytes: Uint8Array<ArrayBuffer>) => Promise.resolve(bytes),
	decode: (bytes: Uint8Array) => new TextDecoder().decode(bytes)
};
const encode = (text: string) => new TextEncoder().encode(text);

const row = fc.record({
	kind: fc.constantFrom(...ENTITY_KINDS),
	id: fc.uuid(),
	body: fc.json()
});
const rows = fc.uniqueArray(row, { selector: ({ id }) => id, maxLength: 20 });

describe('a pack', () => {
	it('says of each row what it is and says, and its hash is that of the row alone', async () => {
		await fc.assert(
			fc.asyncProperty(rows, async (given) => {
				const bytes = encode(packText(given));
				const opened = await openPack(nameOf(await digest(bytes)), bytes, opener);
				const bodies = opened?.bodies() ?? [];
				const read = opened?.rows.map(({ kind, id, hash }, index) => {
					return { kind, id, body: bodies[index], hash };
				});
				const wanted = await Promise.all(
					given.map(async (one) => ({
						...one,
						hash: hashFromDigest(await digest(hashedText(one)))
					}))
				);
				expect(read).toEqual(wanted.sort((one, other) => (one.id < other.id ? -1 : 1)));
			})
		);
	});

	it('is the same whatever the order in which its rows are given', () => {
		fc.assert(
			fc.property(rows, (given) => {
				expect(packText([...given].reverse())).toBe(packText(given));
			})
		);
	});

	it.each([
		['cut off', (bytes: Uint8Array<ArrayBuffer>) => bytes.slice(0, -1)],
		['changed', (bytes: Uint8Array<ArrayBuffer>) => bytes.map((byte, at) => (at ? byte : 0))],
		['somebody’s page', () => encode('<html>')],
		['nothing', () => new Uint8Array()]
	])('%s is not taken for it', async (_what, spoil) => {
		const bytes = encode(packText([{ kind: 'article', id: 'a', body: '{}' }]));
		expect(await openPack(nameOf(await digest(bytes)), spoil(bytes), opener)).toBeNull();
	});

	it.each(['article', 'article\na', 'article\na\n{}', 'car\na\n{}\n', '\n\n\n'])(
		'is not what says %j',
		(text) => {
			expect(() => rowsOfPack(encode(text))).toThrow();
		}
	);
});

describe('several packs in one body', () => {
	const packs = fc.array(fc.uint8Array({ maxLength: 30 }), { maxLength: 6 });
	const listOf = (given: readonly Uint8Array[]) => given.map((pack) => [...pack]);

	it('come out as they went in', () => {
		fc.assert(
			fc.property(packs, (given) => {
				expect(listOf(splitPacks(joinPacks(given)))).toEqual(listOf(given));
			})
		);
	});

	it('cut off anywhere, those before the cut are whole', () => {
		fc.assert(
			fc.property(packs, fc.nat(), (given, at) => {
				const body = joinPacks(given);
				const through = listOf(splitPacks(body.slice(0, at % (body.length + 1))));
				const whole = through.slice(0, -1);
				expect(whole).toEqual(listOf(given).slice(0, whole.length));
				expect(through.length).toBeLessThanOrEqual(given.length);
			})
		);
	});
});

describe('dividing', () => {
	it.each([
		[0, 1],
		[64, 1],
		[200, 4],
		[1000, 16],
		[5000, 64],
		[20_000, 256],
		[3_000_000, 256]
	])('%d rows are %d packs', (count, packs) => {
		expect(packsFor(count)).toBe(packs);
	});

	it('puts each row into one of them, and about as many into each', () => {
		const ids = fc.sample(fc.uuid(), { numRuns: 2000, seed: 7 });
		const sizes = new Map<number, number>();
		for (const id of ids) sizes.set(packOf(id, 16), (sizes.get(packOf(id, 16)) ?? 0) + 1);
		expect([...sizes.keys()].sort((one, other) => one - other)).toEqual([...Array(16).keys()]);
		for (const size of sizes.values()) expect(size).toBeGreaterThan(70);
	});
});
