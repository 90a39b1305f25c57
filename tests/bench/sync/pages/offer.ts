import type { Bench, Contender } from '../contract.ts';

const SAMPLE_EVERY_MS = 20;
const MB = 1_000_000;

/** Puts a contender where the bench finds it. */
export function offer(contender: Contender): void {
	const bench: Bench = {
		contender,
		timed: async (step, id) => {
			const heap = watchHeap();
			const startMs = performance.now();
			await contender[step]();
			const title = await contender.titleOf(id);
			const ms = performance.now() - startMs;
			return { ms, title, heapPeakMb: heap(), profile: contender.takeProfile?.() ?? null };
		},
		timedPush: async () => {
			const startMs = performance.now();
			await contender.push();
			return performance.now() - startMs;
		}
	};
	window.bench = bench;
}

/** @returns what tells the peak since now, and ends the watch */
function watchHeap(): () => number {
	collectGarbage();
	const start = heapUsed();
	let peak = start;
	const look = () => {
		peak = Math.max(peak, heapUsed());
	};
	const timer = setInterval(look, SAMPLE_EVERY_MS);
	return () => {
		clearInterval(timer);
		look();
		return (peak - start) / MB;
	};
}

/** Of Chromium, exact with --enable-precise-memory-info; not a standard, so unknown to the types. */
function heapUsed(): number {
	const memory: unknown = Reflect.get(performance, 'memory');
	const isKnown = typeof memory === 'object' && memory !== null && 'usedJSHeapSize' in memory;
	return isKnown ? Number(memory.usedJSHeapSize) : 0;
}

/** There with --js-flags=--expose-gc. */
function collectGarbage(): void {
	const gc: unknown = Reflect.get(globalThis, 'gc');
	if (typeof gc === 'function') Reflect.apply(gc, undefined, []);
}
