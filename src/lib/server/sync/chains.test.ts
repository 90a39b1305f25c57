import { setTimeout as delay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Command } from '#lib/sync/protocol.ts';
import { chainsOf, workOn } from './chains.ts';

const command = (seq: number, lane: string, prev: number | null): Command =>
	({ seq, lane, prev }) as Command;

describe('chains of a push', () => {
	it('are its lanes, and what follows another lane is with it', () => {
		const chains = chainsOf([
			command(1, 'a', null),
			command(2, 'b', null),
			command(3, 'a', 1),
			command(4, 'photo', 3),
			command(5, 'photo', null),
			command(6, 'c', 99)
		]);
		expect(chains.map((chain) => chain.map(({ seq }) => seq))).toEqual([[1, 3, 4, 5], [2], [6]]);
	});

	it('hold each command once, behind what it follows and behind its lane', () => {
		const lanes = fc.array(fc.tuple(fc.constantFrom('a', 'b', 'c'), fc.nat(20)), { maxLength: 20 });
		fc.assert(
			fc.property(lanes, (given) => {
				const commands = given.map(([lane, back], index) =>
					command(index + 1, lane, back > index || back === 0 ? null : index + 1 - back)
				);
				const chains = chainsOf(commands);
				const place = new Map(
					chains.flatMap((chain, at) => chain.map(({ seq }, rank) => [seq, { at, rank }] as const))
				);
				expect([...place.keys()].sort((one, other) => one - other)).toEqual(
					commands.map(({ seq }) => seq)
				);
				for (const { seq, prev } of commands) {
					const [own, before] = [place.get(seq), place.get(prev ?? seq)];
					expect(own?.at).toBe(before?.at);
					if (prev !== null) expect(own?.rank).toBeGreaterThan(before?.rank ?? 0);
				}
			})
		);
	});
});

describe('working on chains', () => {
	it('keeps the order in each, with so many at once', async () => {
		const done: number[] = [];
		let running = 0;
		let most = 0;
		await workOn([[1, 2], [3], [4, 5], [6]], 2, async (item) => {
			running += 1;
			most = Math.max(most, running);
			await delay(item % 3);
			done.push(item);
			running -= 1;
			return true;
		});
		expect(most).toBe(2);
		expect([...done].sort()).toEqual([1, 2, 3, 4, 5, 6]);
		for (const [first, second] of [
			[1, 2],
			[4, 5]
		] as const)
			expect(done.indexOf(first)).toBeLessThan(done.indexOf(second));
	});

	it('ends what has not begun when one says so', async () => {
		const done: number[] = [];
		await workOn([[1, 2], [3], [4]], 1, (item) => {
			done.push(item);
			return Promise.resolve(item !== 2);
		});
		expect(done).toEqual([1, 2]);
	});
});
