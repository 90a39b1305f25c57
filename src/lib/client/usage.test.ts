import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { usageSchema, type Usage } from '#lib/domain/search/usage.ts';
import * as v from 'valibot';
import { UsageCounter } from './usage.ts';

let sent: Usage[] = [];
let fails = false;
const counter = () =>
	new UsageCounter((usage) => {
		if (fails) return Promise.reject(new Error('offline'));
		sent.push(v.parse(usageSchema, usage));
		return Promise.resolve();
	});

beforeEach(() => {
	vi.useFakeTimers();
	sent = [];
	fails = false;
});
afterEach(() => vi.useRealTimers());

test('the same is counted, and told once in a while', async () => {
	const one = counter();
	one.missed('Hulajnoga');
	one.missed('hulajnoga ');
	one.opened('śmieci', 'KA-01100');
	one.judged('KA-01100', false);
	one.missed('tel. 600 100 200');
	expect(sent).toEqual([]);
	await vi.advanceTimersByTimeAsync(30_000);
	expect(sent).toEqual([
		{
			misses: [{ query: 'hulajnoga', times: 2 }],
			opened: [{ query: 'smieci', ka: 'KA-01100', times: 1 }],
			opinions: [{ ka: 'KA-01100', helped: false, times: 1 }]
		}
	]);
	await vi.advanceTimersByTimeAsync(60_000);
	expect(sent).toHaveLength(1);
});

test('without a network it waits, and nothing is counted twice', async () => {
	const one = counter();
	fails = true;
	one.missed('hulajnoga');
	await vi.advanceTimersByTimeAsync(30_000);
	one.missed('hulajnoga');
	fails = false;
	await vi.advanceTimersByTimeAsync(30_000);
	expect(sent.map(({ misses }) => misses)).toEqual([[{ query: 'hulajnoga', times: 2 }]]);
});

test('one report is never more than the server takes', async () => {
	const one = counter();
	for (let number = 0; number < 80; number += 1) one.missed(`hulajnoga ${number}`);
	await one.flush();
	expect(sent[0]?.misses).toHaveLength(50);
});
