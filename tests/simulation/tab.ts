/** One tab of a simulated device: the engine between ports at which everything may be cut off. */
import { assert } from '#lib/base/assert.ts';
import { pullOnce, pushOnce, type EnginePorts } from '#lib/sync/engine.ts';
import { NotLeading } from '#lib/sync/not-leading.ts';
import type { Outbox, RowStore, Transport } from '#lib/sync/ports.ts';
import type { FakeDevice } from '../support/fake-device.ts';
import type { Turns } from './turns.ts';

export class Tab {
	/** A cycle is under way. */
	busy = false;
	repaired = 0;
	fault: unknown = null;
	readonly #engine: EnginePorts;

	constructor(device: FakeDevice, { turns, token }: { turns: Turns; token: number }) {
		const { engine } = device;
		/** A turn before the work and one after it: a tab may die before it began and after it was done. */
		const timed = async <T>(label: string, work: () => Promise<T>): Promise<T> => {
			await turns.take(this, label);
			const result = await work();
			await turns.take(this, `${label}, done`);
			return result;
		};
		/** I8: what a tab writes is written while it leads. */
		const guarded = <T>(label: string, work: () => Promise<T>): Promise<T> =>
			timed(label, async () => {
				const result = await work();
				assert(device.rowDisk.fence === token, `only the leading tab writes: ${label}`);
				return result;
			});
		this.#engine = {
			...engine,
			token,
			rows: rowsOf(engine.rows, timed, guarded),
			outbox: outboxOf(engine.outbox, timed, guarded),
			transport: transportOf(engine.transport, timed)
		};
	}

	/** What the leading tab does whenever there is a reason. */
	start(): void {
		this.busy = true;
		this.#cycle().then(
			() => {
				this.busy = false;
			},
			(fault: unknown) => {
				this.busy = false;
				if (!(fault instanceof NotLeading)) this.fault = fault;
			}
		);
	}

	async #cycle(): Promise<void> {
		for (;;) {
			const pushed = await pushOnce(this.#engine);
			if (pushed.type !== 'sent' || !pushed.again) break;
		}
		const pulled = await pullOnce(this.#engine);
		if (pulled.type === 'pulled') this.repaired += pulled.repaired.length;
		else assert(pulled.failure.type !== 'fault', `no scope stays wrong: ${JSON.stringify(pulled)}`);
	}
}

type Wrap = <T>(label: string, work: () => Promise<T>) => Promise<T>;

const rowsOf = (rows: RowStore, timed: Wrap, guarded: Wrap): RowStore => ({
	held: () => timed('held', () => rows.held()),
	stage: (page, how) => guarded('stage', () => rows.stage(page, how)),
	apply: (application, token) => guarded('apply', () => rows.apply(application, token))
});

const outboxOf = (outbox: Outbox, timed: Wrap, guarded: Wrap): Outbox => ({
	client: () => timed('client', () => outbox.client()),
	waiting: () => timed('waiting', () => outbox.waiting()),
	settle: (outcomes, token) => guarded('settle', () => outbox.settle(outcomes, token)),
	renumber: (token) => guarded('renumber', () => outbox.renumber(token)),
	markSettled: (versions) => timed('markSettled', () => outbox.markSettled(versions)),
	needBlob: (seq) => timed('needBlob', () => outbox.needBlob(seq))
});

const transportOf = (transport: Transport, timed: Wrap): Transport => ({
	push: (request) => timed('push', () => transport.push(request)),
	pull: (request) => timed('pull', () => transport.pull(request))
});
