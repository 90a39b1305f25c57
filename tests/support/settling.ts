import process from 'node:process';
import { setTimeout as delay } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, expect } from 'vitest';

export const NEVER = 'never settled';

/** How it ended: 'done', the code or else the message of its failure, or that it did not. */
export async function ending(work: PromiseLike<unknown>, withinMs = 5000): Promise<string> {
	const patience = new AbortController();
	const outcome = await Promise.race([
		Promise.resolve(work).then(() => 'done', codeOf),
		delay(withinMs, NEVER, { signal: patience.signal }).catch(() => NEVER)
	]);
	patience.abort();
	return outcome;
}

function codeOf(failure: unknown): string {
	if (!(failure instanceof Error)) return String(failure);
	return 'code' in failure ? String(failure.code) : failure.message;
}

/** @throws Error when it has not come true after `withinMs` */
export async function until(
	isSo: () => boolean | Promise<boolean>,
	withinMs = 20_000
): Promise<void> {
	const deadline = performance.now() + withinMs;
	while (!(await isSo())) {
		if (performance.now() > deadline) throw new Error(`Not so after ${withinMs} ms`);
		await delay(5);
	}
}

/** Each test of the file fails on what nobody caught while it ran: in production that ends the process. */
export function expectNothingUncaught(): void {
	const uncaught: unknown[] = [];
	const note = (fault: unknown): void => void uncaught.push(fault);
	beforeAll(() => {
		process.on('uncaughtException', note);
		process.on('unhandledRejection', note);
	});
	afterEach(() => expect(uncaught.splice(0)).toEqual([]));
	afterAll(() => {
		process.off('uncaughtException', note);
		process.off('unhandledRejection', note);
	});
}
