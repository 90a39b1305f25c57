/**
 * Runs the engine in the leading tab: what was written goes up as soon as it is there, what moved comes
 * down as soon as the server says so, and a look every minute makes up for whatever was missed.
 */
import { liveQuery } from 'dexie';
import { backoffMs } from '#lib/sync/backoff.ts';
import { auditOnce, confirmOnce, pullOnce, pushOnce } from '#lib/sync/engine.ts';
import { NotLeading } from '#lib/sync/not-leading.ts';
import type { EnginePorts, TransportFailure } from '#lib/sync/ports.ts';
import type { Wake } from '#lib/sync/protocol.ts';
import { lastGoneMonth } from '#lib/domain/retention.ts';
import { trustedNow } from '#lib/sync/expiry.ts';
import { serverTimeOf, type RowDatabase } from '../db/row-database.ts';
import { Nudge } from './nudge.ts';
import { STARTING, type SyncStatus } from './status.ts';

const LOOK_EVERY_MS = 60_000;
/** Nothing was heard of the server, so it may be another one when it is back. */
const DEAF: readonly TransportFailure['type'][] = ['unreachable', 'busy', 'fault'];
const AUDIT_EVERY_MS = 24 * 60 * 60_000;

export type RunnerPorts = {
	readonly engine: EnginePorts;
	readonly db: RowDatabase;
	readonly now: () => Date;
	readonly chance: () => number;
	/** Calls back with each wake-up, and when the stream opens or breaks. */
	readonly wakes: (
		onWake: (wake: Wake) => void,
		onChange: (open: boolean) => void
	) => { unsubscribe: () => void };
	/** Sends photographs that wait, and fetches what is kept; runs beside the commands and never before them. */
	readonly files: (signal: AbortSignal) => Promise<void>;
	/** What is told and asked beside, after each cycle that went well; nobody waits for it. */
	readonly inTouch: () => Promise<void>;
	/** Told of each cycle that failed: some failures are for a person to mend. */
	readonly onFailure: (failure: TransportFailure) => void;
	readonly report: (fault: unknown) => void;
};

export async function runSync(ports: RunnerPorts, signal: AbortSignal): Promise<void> {
	const nudge = new Nudge();
	const ends = listenForReasons(ports, nudge);
	// The files end with the commands, for whatever reason: the lock is not kept for them alone.
	const over = new AbortController();
	const files = ports.files(AbortSignal.any([signal, over.signal])).catch(ports.report);
	let status = STARTING;
	let failures = 0;
	// At the start, and after each time that nobody answered.
	let anew: boolean = true;
	try {
		while (!signal.aborted) {
			const { failure, repaired }: Cycle = await cycle(ports.engine, { anew }).catch(
				stumbled(ports)
			);
			if (signal.aborted) break;
			await endTimes(ports, { heard: failure === null }).catch(ports.report);
			anew = failure !== null && DEAF.includes(failure.type);
			failures = failure ? failures + 1 : 0;
			status = statusAfter(status, failure, { repaired, now: ports.now() });
			await ports.db.meta.put({ key: 'status', value: status }).catch(ports.report);
			if (failure) ports.onFailure(failure);
			else {
				// Nobody waits for it, and what was not said is said after the next cycle.
				await ports.inTouch().catch(() => undefined);
				await auditNowAndThen(ports).catch(ports.report);
			}
			await nudge.wait(
				failure ? waitAfter(failure, failures, ports.chance()) : LOOK_EVERY_MS,
				signal
			);
		}
	} catch (fault) {
		if (!(fault instanceof NotLeading)) throw fault;
	} finally {
		ends();
		over.abort();
		await files;
	}
}

type Cycle = { readonly failure: TransportFailure | null; readonly repaired: number };

/**
 * Everything up that can go, then everything down: what was sent is seen in its final form at once.
 * @param anew the server was away, and may be another than it was
 */
async function cycle(engine: EnginePorts, { anew }: { anew: boolean }): Promise<Cycle> {
	if (anew) {
		// Before anything is sent: a server that was put back is to hear of it in its order.
		const confirmed = await confirmOnce(engine);
		if (confirmed.type === 'failed' && DEAF.includes(confirmed.failure.type))
			return { failure: confirmed.failure, repaired: 0 };
	}
	let undecided: TransportFailure | null = null;
	for (;;) {
		const pushed = await pushOnce(engine);
		if (pushed.type === 'failed') {
			// Commands that may not go now must not keep the news from coming in.
			if (pushed.failure.type === 'unreachable') return { failure: pushed.failure, repaired: 0 };
			const pulled = await pullOnce(engine);
			const repaired = pulled.type === 'pulled' ? pulled.repaired.length : 0;
			return { failure: pushed.failure, repaired };
		}
		if (pushed.type === 'nothingToSend') break;
		// The server could decide none of them yet: not a fault, but nothing to hammer at either.
		if (pushed.answered === 0 && !pushed.again) undecided = { type: 'busy', retryAfterMs: null };
		if (!pushed.again) break;
	}
	const pulled = await pullOnce(engine);
	return pulled.type === 'failed'
		? { failure: pulled.failure, repaired: 0 }
		: { failure: undecided, repaired: pulled.repaired.length };
}

/**
 * The months go on also where nobody closes the page. Just heard, the server's clock is the one that
 * counts: by its own, a device that is ahead would end what comes again with the next pull.
 */
async function endTimes({ engine, db, now }: RunnerPorts, { heard }: { heard: boolean }) {
	const told = await serverTimeOf(db);
	const at = heard && told !== null ? new Date(told) : trustedNow(now(), told);
	await engine.rows.expire(lastGoneMonth(at));
}

/** All rows are looked at once a day, when everything is sent and nothing is on its way. */
async function auditNowAndThen({ engine, db, now, report }: RunnerPorts): Promise<void> {
	const last = await db.meta.get('auditedAt');
	const at = now().getTime();
	// Also after the clock was put back.
	if (typeof last?.value === 'number' && Math.abs(at - last.value) < AUDIT_EVERY_MS) return;
	const audited = await auditOnce(engine);
	if (audited.type === 'failed') return;
	await db.meta.put({ key: 'auditedAt', value: at });
	if (audited.repaired.length > 0)
		report(new Error(`Damaged here: ${audited.repaired.join(', ')}`));
}

/** What nobody foresaw must not end the sync in silence: it is reported, seen, and tried again. */
function stumbled({ report }: RunnerPorts): (fault: unknown) => Cycle {
	return (fault) => {
		if (fault instanceof NotLeading) throw fault;
		report(fault);
		const message = fault instanceof Error ? fault.message : String(fault);
		return { failure: { type: 'fault', message }, repaired: 0 };
	};
}

function waitAfter(failure: TransportFailure, failures: number, chance: number): number {
	return backoffMs(failures, chance, failure.type === 'busy' ? failure.retryAfterMs : null);
}

function statusAfter(
	before: SyncStatus,
	failure: TransportFailure | null,
	{ repaired, now }: { repaired: number; now: Date }
): SyncStatus {
	const repairs = before.repairs + repaired;
	if (failure?.type === 'unreachable')
		return { ...before, connection: 'offline', problem: null, repairs };
	// A fault is no news of the centre, wherever it is: what stands still is to be seen as such.
	const lastContactAt = failure?.type === 'fault' ? before.lastContactAt : now.toISOString();
	return { connection: 'online', lastContactAt, problem: failure, repairs };
}

/** Everything that can make a cycle worth its while. */
function listenForReasons({ wakes, engine, report }: RunnerPorts, nudge: Nudge): () => void {
	const give = () => {
		nudge.give();
	};
	const onVisible = () => {
		if (document.visibilityState === 'visible') nudge.give();
	};
	const waiting = liveQuery(() => engine.outbox.waiting()).subscribe({
		next: (entries) => {
			if (entries.some(({ blob }) => blob === null)) nudge.give();
		},
		error: report
	});
	const stream = wakes((wake) => {
		void isNews(engine, wake).then((news) => {
			if (news) nudge.give();
		}, report);
	}, give);
	addEventListener('online', give);
	addEventListener('offline', give);
	document.addEventListener('visibilitychange', onVisible);
	return () => {
		waiting.unsubscribe();
		stream.unsubscribe();
		removeEventListener('online', give);
		removeEventListener('offline', give);
		document.removeEventListener('visibilitychange', onVisible);
	};
}

async function isNews({ rows }: EnginePorts, wake: Wake): Promise<boolean> {
	const held = new Map((await rows.held()).map(({ scope, version }) => [scope as string, version]));
	return Object.entries(wake).some(([scope, version]) => (held.get(scope) ?? 0) < version);
}
