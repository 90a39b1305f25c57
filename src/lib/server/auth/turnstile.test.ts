import { describe, expect, it } from 'vitest';
import { createTurnstile } from './turnstile.ts';

describe('a turnstile', () => {
	it('lets two through at once, all of them in their order, also past a failure', async () => {
		const turnstile = createTurnstile(2);
		const begun: number[] = [];
		let inside = 0;
		let most = 0;
		const work = (index: number) => async () => {
			begun.push(index);
			inside += 1;
			most = Math.max(most, inside);
			await new Promise((resolve) => setTimeout(resolve, 1));
			inside -= 1;
			if (index % 3 === 0) throw new Error('On purpose');
			return index;
		};
		const all = await Promise.allSettled(
			Array.from({ length: 9 }, (_, index) => turnstile(work(index)))
		);
		expect(most).toBe(2);
		expect(begun).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
		expect(all.filter(({ status }) => status === 'rejected')).toHaveLength(3);
		expect(await turnstile(() => Promise.resolve('free again'))).toBe('free again');
	});
});
