import { uuidv7 } from '#lib/client/ids.ts';
import type { TransportFailure } from '#lib/sync/ports.ts';
import { DexieRowStore } from '../db/dexie-row-store.ts';
import { inheritOutbox } from '../db/inherit-outbox.ts';
import { decode, inflate } from '../db/inflate.ts';
import { createTransport } from '../net/transport.ts';
import type { Api } from '../net/trpc.ts';
import { forgetArrived, runUploads } from '../photos/uploader.ts';
import { keepSealingKey } from '../state/sealing-key.ts';
import type { Workspace } from '../state/workspace.svelte.ts';
import { keepCityFacts } from '../city.ts';
import { lead } from './leader.ts';
import { runSync, type RunnerPorts } from './runner.ts';
import { storeReporter, type StoreReport } from './store-report.ts';
import { keepListening } from './wake-stream.ts';
import { PushPace } from '#lib/sync/push-pace.ts';

/** Answered commands are kept a week, in case the server is restored from before it knew of them. */
const KEEP_ANSWERED_MS = 7 * 24 * 60 * 60_000;

const TOLD_WITHIN_MS = 15_000;

export type SyncWiring = {
	readonly api: Api;
	readonly signal: AbortSignal;
	readonly onFailure: (failure: TransportFailure) => void;
};

/** Wires the engine of one workspace to the browser and lets it run whenever this tab leads. */
export function startSync(workspace: Workspace, { api, signal, onFailure }: SyncWiring): void {
	const { owner, db, rows, outbox } = workspace;
	const report = (fault: unknown) => {
		if (!signal.aborted) console.error('Sync', fault);
	};
	const work = async (token: number, term: AbortSignal): Promise<void> => {
		await tidy(workspace).catch(report);
		const engine: RunnerPorts['engine'] = {
			owner,
			token,
			rows: new DexieRowStore(rows),
			outbox,
			transport: createTransport(api),
			digest,
			pace: new PushPace(() => performance.now()),
			inflate,
			decode
		};
		await runSync(
			{
				engine,
				db: rows,
				now: () => new Date(),
				chance: Math.random,
				wakes: (onWake, onChange) =>
					keepListening((handlers) => api.sync.wake.subscribe(undefined, handlers), {
						onWake,
						onChange,
						chance: Math.random
					}),
				files: async (ends) => {
					await Promise.all([
						runUploads({ db, outbox, now: Date.now, chance: Math.random, report }, ends),
						keepFiles(workspace, ends, report)
					]);
				},
				inTouch: inTouch(workspace, api),
				onFailure,
				report
			},
			term
		);
	};
	lead(owner, { outbox: db, rows }, { signal, work, report, chance: Math.random }).catch(report);
}

/** Of staff alone: nobody else has anything to hand out. */
async function keepFiles(
	{ db, rows, identity: { actor } }: Workspace,
	ends: AbortSignal,
	report: (fault: unknown) => void
): Promise<void> {
	if (actor.type !== 'staff' || !('caches' in globalThis)) return;
	const { runKeeper } = await import('../documents/keeper.ts');
	await runKeeper({ outbox: db, rows, actor, chance: Math.random, report }, ends);
}

/** Tells the centre what waits here, has a kiosk hear to what it seals, and asks what the city is. */
function inTouch(workspace: Workspace, api: Api): () => Promise<void> {
	const { db, rows, identity } = workspace;
	const tell = tellOfStore(workspace, api);
	const patience = () => ({ signal: AbortSignal.timeout(TOLD_WITHIN_MS) });
	const askKey = () => api.device.sealingKey.query(undefined, patience());
	const askCity = (known: string | null) => api.city.facts.query({ known }, patience());
	return async () => {
		if (identity.actor.type === 'device') await keepSealingKey(db, askKey, Date.now());
		await tell();
		await keepCityFacts(rows, askCity, Date.now());
	};
}

/** Of a browser that was never enrolled nobody asks. */
function tellOfStore({ db, owner, identity }: Workspace, api: Api): () => Promise<void> {
	if (!identity.device) return () => Promise.resolve();
	const tell = ({ store, held }: StoreReport) => {
		const signal = AbortSignal.timeout(TOLD_WITHIN_MS);
		return api.device.report.mutate({ store, held: [...held] }, { signal });
	};
	return storeReporter({ db, owner, newId: uuidv7, now: Date.now, tell });
}

async function digest(content: string | Uint8Array<ArrayBuffer>): Promise<Uint8Array> {
	const bytes = typeof content === 'string' ? new TextEncoder().encode(content) : content;
	return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
}

async function tidy({ db, owner, outbox, identity }: Workspace): Promise<void> {
	if (identity.actor.type === 'device') await inheritOutbox(db, owner, uuidv7);
	// Nobody comes back to a kiosk: what its residents wrote goes as soon as it has arrived.
	const keepMs = identity.actor.type === 'staff' ? KEEP_ANSWERED_MS : 0;
	await outbox.prune(new Date(Date.now() - keepMs).toISOString());
	await forgetArrived(db, owner);
}
