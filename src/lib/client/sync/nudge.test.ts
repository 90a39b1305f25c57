import { expect, test } from 'vitest';
import { Nudge } from './nudge.ts';

const LONG_MS = 60_000;
const never = (): AbortSignal => new AbortController().signal;

test('a nudge ends the waiting', async () => {
	const nudge = new Nudge();
	const waiting = nudge.wait(LONG_MS, never());
	nudge.give();
	await waiting;
});

test('what comes while nobody waits is not forgotten, and counts once', async () => {
	const nudge = new Nudge();
	nudge.give();
	nudge.give();
	await nudge.wait(LONG_MS, never());
	let over = false;
	const second = nudge.wait(LONG_MS, never()).then(() => {
		over = true;
	});
	await Promise.resolve();
	expect(over).toBe(false);
	nudge.give();
	await second;
});

test('without a nudge the time ends it', async () => {
	const nudge = new Nudge();
	const begun = performance.now();
	await nudge.wait(30, never());
	expect(performance.now() - begun).toBeGreaterThanOrEqual(28);
});

test('nobody waits when it is over, nor begins to', async () => {
	const nudge = new Nudge();
	const end = new AbortController();
	const waiting = nudge.wait(LONG_MS, end.signal);
	end.abort();
	await waiting;
	await nudge.wait(LONG_MS, end.signal);
});
