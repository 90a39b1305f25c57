import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Presence, QUESTION_S, QUIET_S } from './presence.svelte.ts';

describe('a kiosk ends a visit by itself, for the privacy of who has left (WCAG 2.2.1)', () => {
	let presence: Presence;
	let gone: ReturnType<typeof vi.fn<() => void>>;
	let quietS: number | null;
	let stop: () => void;
	const passS = (seconds: number) => vi.advanceTimersByTime(seconds * 1000);

	beforeEach(() => {
		vi.useFakeTimers();
		presence = new Presence();
		gone = vi.fn<() => void>();
		quietS = QUIET_S.usual;
		stop = presence.watch(() => quietS, gone);
	});
	afterEach(() => {
		stop();
		vi.useRealTimers();
	});

	test('after a minute without a touch it asks, and waits for the answer twenty seconds', () => {
		passS(59);
		expect(presence.secondsLeft).toBeNull();
		passS(1);
		expect(presence.secondsLeft).toBe(QUESTION_S);
		passS(19);
		expect(presence.secondsLeft).toBe(1);
		expect(gone).not.toHaveBeenCalled();
		passS(1);
		expect(gone).toHaveBeenCalledOnce();
		expect(presence.secondsLeft).toBeNull();
	});

	test('each touch begins the minute anew', () => {
		passS(59);
		presence.sign();
		passS(59);
		expect(presence.secondsLeft).toBeNull();
	});

	test('"more time" gives a whole minute, as often as it is asked for', () => {
		for (let time = 0; time < 10; time += 1) {
			passS(60 + QUESTION_S - 1);
			expect(presence.secondsLeft).toBe(1);
			presence.more();
			expect(presence.secondsLeft).toBeNull();
		}
		expect(gone).not.toHaveBeenCalled();
	});

	test('while it asks, a stray touch is no answer', () => {
		passS(65);
		presence.sign();
		passS(15);
		expect(gone).toHaveBeenCalledOnce();
	});

	test('the receipt stays on the screen for less', () => {
		quietS = QUIET_S.receipt;
		passS(45);
		expect(presence.secondsLeft).toBe(QUESTION_S);
	});

	test('where there is nothing to hide it never asks, and a question that stood is taken back', () => {
		passS(70);
		quietS = null;
		passS(600);
		expect(presence.secondsLeft).toBeNull();
		expect(gone).not.toHaveBeenCalled();
	});
});
