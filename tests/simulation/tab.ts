/** One tab of a simulated device: the engine between ports at which everything may be cut off. */
import { assert } from '#lib/base/assert.ts';
import {
	auditOnce,
	confirmOnce,
	inOrder,
	pullOnce,
	pushOnce,
	type PullReport
} from '#lib/sync/engine.ts';
import { lastGoneMonth } from '#lib/domain/retention.ts';
import { trustedNow } from '#lib/sync/expiry.ts';
import { NotLeading } from '#lib/sync/not-leading.ts';
import type { EnginePorts, Outbox, RowStore, Transport } from '#lib/sync/ports.ts';
import type { FakeDevice } from '../support/fake-device.ts';
import type { Sabotage } from './mutants.ts';
import type { Turns } from './turns.ts';

/** Each answers something, and nobody writes so much here. */
const ENOUGH_PUSHES = 60;

type TabSettings = {
	readonly turns: Turns;
	readonly token: number;
	readonly sabotage: Sabotage;
	/** As the device's clock says, which may be wrong. */
	readonly now: () => Date;
};

export class Tab {
	/** A cycle is under way. */
	busy = false;
	repaired = 0;
	fault: unknown = null;
	readonly #engine: EnginePorts;
	/** How many could be sent when the engine looked last, whatever it makes of them. */
	#free = 0;
	readonly #lastGone: (last: { heard: boolean }) => number;

	constructor(device: FakeDevice, { turns, token, sabotage, now }: TabSettings) {
		this.#lastGone = ({ heard }) => {
			const { serverTime } = device.rowDisk;
			const isTold = heard && serverTime !== null;
			return lastGoneMonth(isTold ? new Date(serverTime) : trustedNow(now(), serverTime));
		};
		const { engine } = device;
		const turn = (label: string) => turns.take(this, label);
		const rows = sabotage.rows?.(engine.rows, device, turn) ?? engine.rows;
		const outbox = sabotage.outbox?.(engine.outbox, device) ?? engine.outbox;
		const transport = sabotage.transport?.(engine.transport) ?? engine.transport;
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
			rows: rowsOf(rows, timed, guarded),
			outbox: {
				...outboxOf(outbox, timed, guarded),
				waiting: () =>
					timed('waiting', async () => {
						this.#free = inOrder(await device.outbox.waiting()).length;
						return outbox.waiting();
					})
			},
			transport: transportOf(transport, timed)
		};
	}

	/** What the leading tab does whenever there is a reason. */
	start({ audit }: { audit: boolean }): void {
		this.busy = true;
		this.#cycle(audit).then(
			() => {
				this.busy = false;
			},
			(fault: unknown) => {
				this.busy = false;
				if (!(fault instanceof NotLeading)) this.fault = fault;
			}
		);
	}

	async #cycle(audit: boolean): Promise<void> {
		await this.#engine.rows.expire(this.#lastGone({ heard: false }));
		if (audit) await confirmOnce(this.#engine);
		for (let pushes = 0; ; pushes += 1) {
			assert(pushes < ENOUGH_PUSHES, 'I10 a cycle comes to its end');
			const pushed = await pushOnce(this.#engine);
			if (pushed.type === 'nothingToSend') {
				assert(this.#free === 0, 'I10 what can go is not held up');
			}
			if (pushed.type !== 'sent' || !pushed.again) break;
		}
		const pulled = await pullOnce(this.#engine);
		this.#note(pulled);
		await this.#engine.rows.expire(this.#lastGone({ heard: pulled.type === 'pulled' }));
		if (audit) this.#note(await auditOnce(this.#engine));
	}

	#note(report: PullReport): void {
		if (report.type === 'pulled') this.repaired += report.repaired.length;
		else if (report.failure.type === 'fault')
			assert(!report.failure.message.startsWith('Scopes differ'), report.failure.message);
	}
}

type Wrap = <T>(label: string, work: () => Promise<T>) => Promise<T>;

const rowsOf = (rows: RowStore, timed: Wrap, guarded: Wrap): RowStore => ({
	held: () => timed('held', () => rows.held()),
	stage: (page, how) => guarded('stage', () => rows.stage(page, how)),
	apply: (application, token) => guarded('apply', () => rows.apply(application, token)),
	audit: (hashOf) => timed('audit', () => rows.audit(hashOf)),
	expire: (month) => timed('expire', () => rows.expire(month)),
	havePacks: (names) => timed('havePacks', () => rows.havePacks(names)),
	keepPacks: (packs, token) => guarded('keepPacks', () => rows.keepPacks(packs, token))
});

const outboxOf = (outbox: Outbox, timed: Wrap, guarded: Wrap): Outbox => ({
	client: () => timed('client', () => outbox.client()),
	waiting: () => timed('waiting', () => outbox.waiting()),
	settle: (outcomes, token) => guarded('settle', () => outbox.settle(outcomes, token)),
	renumber: (token) => guarded('renumber', () => outbox.renumber(token)),
	answered: () => timed('answered', () => outbox.answered()),
	forgotten: (ids, token) => guarded('forgotten', () => outbox.forgotten(ids, token)),
	offerAgain: (ids, token) => guarded('offerAgain', () => outbox.offerAgain(ids, token)),
	markSettled: (versions) => timed('markSettled', () => outbox.markSettled(versions)),
	needBlob: (seq) => timed('needBlob', () => outbox.needBlob(seq))
});

const transportOf = (transport: Transport, timed: Wrap): Transport => ({
	push: (request) => timed('push', () => transport.push(request)),
	pull: (request) => timed('pull', () => transport.pull(request)),
	confirm: (request) => timed('confirm', () => transport.confirm(request)),
	manifest: (request) => timed('manifest', () => transport.manifest(request)),
	packs: (scope, names) => timed('packs', () => transport.packs(scope, names))
});
