import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { keepListening, type StreamHandlers } from './wake-stream.ts';

beforeEach(() => {
	vi.useFakeTimers();
});
afterEach(() => {
	vi.useRealTimers();
});

/** A server that can be asked for its stream, and everything that the listener was told. */
function listening() {
	const streams: StreamHandlers[] = [];
	const changes: boolean[] = [];
	const wakes: unknown[] = [];
	const ended = vi.fn();
	const subscription = keepListening(
		(handlers) => {
			streams.push(handlers);
			return { unsubscribe: ended };
		},
		{ onWake: (wake) => wakes.push(wake), onChange: (open) => changes.push(open), chance: () => 0 }
	);
	const latest = (): StreamHandlers => {
		const stream = streams.at(-1);
		if (!stream) throw new Error('Nobody asked for a stream');
		return stream;
	};
	return { streams, changes, wakes, ended, subscription, latest };
}

test('a stream that ended for good is begun anew after a pause', () => {
	const { streams, latest, wakes } = listening();
	latest().onError();
	expect(streams).toHaveLength(1);
	vi.advanceTimersByTime(499);
	expect(streams).toHaveLength(1);
	vi.advanceTimersByTime(1);
	expect(streams).toHaveLength(2);
	latest().onData({ 'kb:public': 3 });
	expect(wakes).toEqual([{ 'kb:public': 3 }]);
});

test('the pauses grow while nothing comes, and begin anew after a wake-up', () => {
	const { streams, latest } = listening();
	for (const pauseMs of [500, 1000, 2000]) {
		latest().onError();
		vi.advanceTimersByTime(pauseMs - 1);
		const before = streams.length;
		vi.advanceTimersByTime(1);
		expect(streams).toHaveLength(before + 1);
	}
	latest().onData({});
	latest().onComplete();
	vi.advanceTimersByTime(500);
	expect(streams).toHaveLength(5);
});

test('it is told when the stream opens and breaks, each time once', () => {
	const { changes, latest } = listening();
	for (const state of ['connecting', 'pending', 'pending', 'connecting', 'idle'])
		latest().onConnectionStateChange({ state });
	latest().onError();
	expect(changes).toEqual([true, false]);
});

test('nothing is begun after the end', () => {
	const { streams, latest, ended, subscription } = listening();
	latest().onError();
	subscription.unsubscribe();
	vi.advanceTimersByTime(600_000);
	latest().onError();
	vi.advanceTimersByTime(600_000);
	expect(streams).toHaveLength(1);
	expect(ended).toHaveBeenCalledOnce();
});
