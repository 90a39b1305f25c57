/**
 * The running product and its database, killed without warning while people work. What was acknowledged
 * must be there, once, and work must go on by itself.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { signal } from '../../src/cli/running-process.ts';
import { postmasterOf } from '../process/embedded-postgres.ts';
import { startProduct, type Product } from '../support/product.ts';
import { Worker } from './worker.ts';

/** Both sections, so that queues of both are written. */
const LOGINS = ['agnieszka.bielska', 'tomasz.czapla'] as const;
/** Work between two kills. */
const CALM_MS = { from: 100, to: 900 };
const RECOVERED_WITHIN_MS = 30_000;

export type Victim = 'database' | 'server';
export type Torture = {
	readonly kills: number;
	readonly acked: number;
	readonly lost: number;
	readonly doubled: number;
	/** Written and never answered, with everything running again. */
	readonly stuck: number;
	readonly recoveryP50Ms: number;
	readonly recoveryMaxMs: number;
	readonly byVictim: Readonly<Record<Victim, { readonly p50Ms: number; readonly maxMs: number }>>;
};

/** @param chance in [0, 1), asked for each decision */
export async function torture(kills: number, chance: () => number): Promise<Torture> {
	const product = await startProduct();
	try {
		const workers = LOGINS.map((login) => new Worker(product, login));
		for (const worker of workers) await worker.signIn();
		const working = Promise.all(workers.map((worker) => worker.work()));
		working.catch(() => undefined);
		const recoveries: Record<Victim, number[]> = { database: [], server: [] };
		for (let kill = 0; kill < kills; kill += 1) {
			await Promise.race([working, delay(CALM_MS.from + chance() * (CALM_MS.to - CALM_MS.from))]);
			const victim = chance() < 0.5 ? 'database' : 'server';
			recoveries[victim].push(await killAndWait(product, victim, workers));
		}
		const stuck = await Promise.all(workers.map((worker) => worker.stop()));
		await working;
		return await judge(workers, { recoveries, stuck });
	} finally {
		await product.remove();
	}
}

/** @returns milliseconds from the kill to the first answer that came after it */
async function killAndWait(
	product: Product,
	victim: Victim,
	workers: readonly Worker[]
): Promise<number> {
	const killedMs = performance.now();
	if (victim === 'database') signal(postmasterOf(product), 'SIGKILL');
	else {
		await product.kill();
		await product.start();
	}
	while (!workers.some(({ lastAckMs }) => lastAckMs > killedMs)) {
		if (performance.now() - killedMs > RECOVERED_WITHIN_MS)
			throw new Error(`No answer after the ${victim} was killed:\n${product.program.stderr}`);
		await delay(5);
	}
	return Math.max(...workers.map(({ lastAckMs }) => lastAckMs)) - killedMs;
}

type Remains = {
	readonly recoveries: Readonly<Record<Victim, readonly number[]>>;
	readonly stuck: readonly number[];
};

async function judge(workers: readonly Worker[], { recoveries, stuck }: Remains): Promise<Torture> {
	let [acked, lost, doubled] = [0, 0, 0];
	for (const worker of workers) {
		const effects = await worker.effects();
		const once = new Set(effects);
		acked += worker.acked.size;
		lost += [...worker.acked].filter((id) => !once.has(id)).length;
		doubled += effects.length - once.size;
	}
	const all = [...recoveries.database, ...recoveries.server];
	return {
		...{ kills: all.length, acked, lost, doubled },
		stuck: stuck.reduce((sum, one) => sum + one, 0),
		recoveryP50Ms: median(all),
		recoveryMaxMs: Math.round(Math.max(0, ...all)),
		byVictim: { database: summary(recoveries.database), server: summary(recoveries.server) }
	};
}

const summary = (spansMs: readonly number[]) => ({
	p50Ms: median(spansMs),
	maxMs: Math.round(Math.max(0, ...spansMs))
});

const median = (spansMs: readonly number[]): number =>
	Math.round(spansMs.toSorted((one, other) => one - other)[Math.floor(spansMs.length / 2)] ?? 0);
