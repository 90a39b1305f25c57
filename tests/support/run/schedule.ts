import type { Count } from './count.ts';
import { CORES, type Step } from './steps.ts';

/** Does a step, or says why not when `failedNeed` names a step it builds on that did not pass. */
export type CarryOut = (step: Step, failedNeed: string | undefined) => Promise<Count>;

/**
 * Does all steps, each as soon as what it waits for has ended and a core is free, earlier ones
 * first. A step it waits for that is not among `steps` counts as done.
 */
export async function schedule(
	steps: readonly Step[],
	carryOut: CarryOut
): Promise<ReadonlyMap<Step, Count>> {
	const counts = new Map<Step, Count>();
	const running = new Map<Step, Promise<void>>();
	const named = (name: string): Step | undefined => steps.find((step) => step.name === name);
	const isOpen = (name: string): boolean => {
		const step = named(name);
		return step !== undefined && !counts.has(step);
	};
	const isFailed = (name: string): boolean => {
		const step = named(name);
		return step !== undefined && (counts.get(step)?.failures.length ?? 0) > 0;
	};
	const start = async (step: Step): Promise<void> => {
		counts.set(step, await carryOut(step, step.needs.find(isFailed)));
		running.delete(step);
	};
	while (counts.size < steps.length) {
		for (const step of steps) {
			const isKnown = counts.has(step) || running.has(step);
			const isReady = ![...step.needs, ...step.after].some(isOpen);
			const taken = [...running.keys()].reduce((sum, { cores }) => sum + cores, 0);
			if (!isKnown && isReady && taken + step.cores <= CORES) running.set(step, start(step));
		}
		await Promise.race(running.values());
	}
	return counts;
}
