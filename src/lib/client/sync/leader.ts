/**
 * One tab of a browser syncs for all of them. The lock makes it one; the fencing token, raised in both
 * databases on every change of leader and checked inside every write, makes it true even for a tab that
 * was frozen while it held the lock.
 */
import { backoffMs } from '#lib/sync/backoff.ts';
import { currentFence, fenceOf, raiseFence } from '../db/fence.ts';
import type { OutboxDatabase } from '../db/outbox-database.ts';
import type { RowDatabase } from '../db/row-database.ts';
import { answerCalls, leaderIsSilent } from './leader-call.ts';
import { Nudge } from './nudge.ts';

export type Guarded = { readonly outbox: OutboxDatabase; readonly rows: RowDatabase };

export type Leading = {
	readonly signal: AbortSignal;
	/** Must end soon after its signal is aborted. */
	readonly work: (token: number, signal: AbortSignal) => Promise<void>;
	readonly chance: () => number;
	readonly report: (fault: unknown) => void;
};

/** A tab that took the lead from a frozen one does not do so again before this. */
const STEAL_AT_MOST_EVERY_MS = 60_000;

/**
 * Waits to lead, leads until the page is frozen or the signal ends it, and waits again. A fault of the
 * database ends a term and not the leading: the next one begins after a pause.
 */
export async function lead(
	owner: string,
	guarded: Guarded,
	{ signal, work, chance, report }: Leading
): Promise<void> {
	const name = `lckm-leader-${owner}`;
	let failures = 0;
	let stolenAt = -Infinity;
	while (!signal.aborted) {
		const term = new AbortController();
		const ends = AbortSignal.any([signal, term.signal]);
		const giveUp = () => {
			term.abort();
		};
		const frozen = new Promise<void>((resolve) => {
			term.signal.addEventListener('abort', () => {
				resolve();
			});
		});
		document.addEventListener('freeze', giveUp);
		try {
			const patienceMs = Math.max(0, stolenAt + STEAL_AT_MOST_EVERY_MS - performance.now());
			const onSteal = () => {
				stolenAt = performance.now();
			};
			await hold(name, { ends, patienceMs, onSteal }, async () => {
				const led = takeToken(owner, guarded).then((token) => work(token, ends));
				// Frozen in the middle of something, the page would keep the lock until it is thawed.
				await Promise.race([led, frozen]);
			});
			failures = 0;
		} catch (fault) {
			// Taken away by a tab to which this one seemed frozen: whatever it still does is fenced out.
			term.abort();
			if (!isTaken(fault) && !signal.aborted) {
				report(fault);
				failures += 1;
				await new Nudge().wait(backoffMs(failures, chance(), null), signal);
			}
		} finally {
			document.removeEventListener('freeze', giveUp);
		}
		if (!signal.aborted) await thawed();
	}
}

type Holding = {
	readonly ends: AbortSignal;
	/** How long nothing is taken from anybody yet. */
	readonly patienceMs: number;
	readonly onSteal: () => void;
};

/** Works while it holds the lock. Where the tab that has it does not answer, it is taken from it. */
async function hold(
	name: string,
	{ ends, patienceMs, onSteal }: Holding,
	work: () => Promise<void>
): Promise<void> {
	const atWork = async () => {
		const stopAnswering = answerCalls(name);
		await work().finally(stopAnswering);
	};
	const turn = new AbortController();
	let isSilent = false;
	const waiting = AbortSignal.any([ends, turn.signal]);
	void new Nudge()
		.wait(patienceMs, waiting)
		.then(() => leaderIsSilent(name, waiting))
		.then((silent) => {
			isSilent = silent;
			if (silent) turn.abort();
		});
	try {
		await navigator.locks.request(name, { signal: waiting }, async () => {
			turn.abort();
			await atWork();
		});
		return;
	} catch (fault) {
		if (!isSilent || ends.aborted) throw fault;
	}
	onSteal();
	await navigator.locks.request(name, { steal: true }, atWork);
}

const isTaken = (fault: unknown): boolean =>
	fault instanceof DOMException && fault.name === 'AbortError';

async function takeToken(owner: string, { outbox, rows }: Guarded): Promise<number> {
	// Owners share the outbox's database; the leader of one must not fence out the leader of another.
	const fence = fenceOf(owner);
	const token = 1 + Math.max(await currentFence(outbox.meta, fence), await currentFence(rows.meta));
	await raiseFence(outbox.meta, token, fence);
	await raiseFence(rows.meta, token);
	return token;
}

/** A frozen page runs nothing until it is resumed; a page that was not frozen goes on at once. */
async function thawed(): Promise<void> {
	if (document.visibilityState === 'visible') return;
	await new Promise<void>((resolve) => {
		const done = () => {
			resolve();
		};
		document.addEventListener('resume', done, { once: true });
		document.addEventListener('visibilitychange', done, { once: true });
	});
}
