/** One device's outbox under test, whatever it is kept in, and sample commands to put there. */
import { expect, test } from 'vitest';
import type { NewCommand, Outbox, OutboxEntry } from '#lib/sync/ports.ts';
import type { FinalOutcome } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { uuid } from '../support/tickets.ts';

/** The port as the engine has it, and what screens and uploads do with the same queue. */
export type Queue = Outbox & {
	add(commands: readonly NewCommand[]): Promise<void>;
	blobArrived(sha256: string): Promise<void>;
	drop(id: string): Promise<void>;
	prune(answeredBefore: string): Promise<void>;
};

/** One device's disk, and what a test does to it besides what the queue allows. */
export type OutboxLab = {
	open(owner: string): Promise<Queue>;
	/** Everything that was open is gone; only the disk stays. */
	restart(): Promise<void>;
	/** Another tab leads this owner's work from now on, with this token. */
	lead(owner: string, token: number): Promise<void>;
	/** Answered or not, in the order of seq. */
	entries(owner: string): Promise<readonly OutboxEntry[]>;
	/** The device has the bytes of a photograph that the server does not. */
	keepPhoto(owner: string, sha256: string): Promise<void>;
	/** Does the device count the bytes as arrived? Null where it does not have them. */
	hasArrived(sha256: string): Promise<boolean | null>;
	setClock(now: string): void;
	dispose(): Promise<void>;
};

export const ANNA = 'person:anna';
export const JAN = 'person:jan';
export const NOON = '2026-11-24T12:00:00.000Z';
export const SHA = 'ab'.repeat(32);

export function command(number: number, lane: string, more: Partial<NewCommand> = {}): NewCommand {
	return {
		id: uuid(number),
		lane,
		subject: uuid(1),
		name: 'ticket.addNote',
		version: 1,
		args: { text: String(number) },
		capturedAt: NOON,
		...more
	};
}

/** A photograph of the case `after`, in a lane of its own. */
export const photo = (number: number, after: string): NewCommand =>
	command(number, `photo:${SHA}`, {
		name: 'ticket.attachPhoto',
		args: { photo: { sha256: SHA } },
		after,
		blob: SHA
	});

export const applied = (
	seq: number,
	heads: Readonly<Record<string, number>> = {}
): FinalOutcome => ({
	seq,
	status: 'applied',
	number: null,
	heads: { ...heads }
});
export const rejected = (seq: number): FinalOutcome => ({
	seq,
	status: 'rejected',
	refusal: { code: 'notOwner' }
});

/** A device on which Anna works, in a tab with token 1, and Jan in one with token 1 too. */
export class OutboxDevice {
	readonly lab: OutboxLab;
	anna: Queue;
	jan: Queue;

	constructor(lab: OutboxLab, anna: Queue, jan: Queue) {
		this.lab = lab;
		this.anna = anna;
		this.jan = jan;
	}

	async restart(): Promise<void> {
		await this.lab.restart();
		this.anna = await this.lab.open(ANNA);
		this.jan = await this.lab.open(JAN);
	}

	/** Number in its id, seq and prev of everything of this owner: the edges of the queue at a glance. */
	async edges(owner = ANNA): Promise<readonly (readonly [number, number, number | null])[]> {
		return (await this.lab.entries(owner)).map(
			({ command: { id, seq, prev } }) => [parseInt(id.slice(-12), 16), seq, prev] as const
		);
	}

	async statuses(owner = ANNA): Promise<readonly (string | null)[]> {
		return (await this.lab.entries(owner)).map(({ outcome }) => outcome?.status ?? null);
	}

	async settled(): Promise<readonly boolean[]> {
		return (await this.lab.entries(ANNA)).map(({ settled }) => settled);
	}

	markSettled(held: Partial<Record<Scope, number>>): Promise<readonly string[]> {
		return this.anna.markSettled(new Map(Object.entries(held) as [Scope, number][]));
	}

	async waitingSeqs(): Promise<readonly number[]> {
		return (await this.anna.waiting()).map(({ command: { seq } }) => seq);
	}

	/** Everything that a refused or failed act must leave as it was. */
	async state() {
		return {
			anna: await this.lab.entries(ANNA),
			jan: await this.lab.entries(JAN),
			clients: [await this.anna.client(), await this.jan.client()]
		};
	}

	async expectUnchanged(act: () => Promise<unknown>): Promise<void> {
		const before = await this.state();
		await act();
		expect(await this.state()).toEqual(before);
	}
}

export const outboxTest = (newLab: () => Promise<OutboxLab>) =>
	test.extend<{ device: OutboxDevice }>({
		device: async ({ task: _task }, use) => {
			const lab = await newLab();
			lab.setClock(NOON);
			await lab.lead(ANNA, 1);
			await lab.lead(JAN, 1);
			await use(new OutboxDevice(lab, await lab.open(ANNA), await lab.open(JAN)));
			await lab.dispose();
		}
	});
export type OutboxTest = ReturnType<typeof outboxTest>;
