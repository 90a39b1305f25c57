/**
 * A consultant who never stops writing, on a device with the real sync engine, over the real network:
 * notes on one ticket after another, sent whenever there is something to send.
 */
import { createHash, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { DEMONSTRATION_PASSWORD } from '../../src/lib/server/seed/demonstration.ts';
import { decode, inflate } from '../../src/lib/client/db/inflate.ts';
import { createTransport } from '../../src/lib/client/net/transport.ts';
import { receiptCodeFrom } from '../../src/lib/domain/ticket/receipt-code.ts';
import type { Ticket } from '../../src/lib/domain/ticket/ticket.ts';
import { pullOnce, pushOnce } from '../../src/lib/sync/engine.ts';
import { emptyOutboxDisk, MemoryOutbox } from '../../src/lib/sync/memory-outbox.ts';
import { emptyRowDisk, MemoryRowStore } from '../../src/lib/sync/memory-row-store.ts';
import type { EnginePorts } from '../../src/lib/sync/ports.ts';
import { Visitor } from '../process/visitor.ts';
import type { Product } from '../support/product.ts';
import { PushPace } from '../../src/lib/sync/push-pace.ts';

/** Enough to write while the server is away, few enough that a ticket stays small. */
const NOTES_A_TICKET = 40;
/** Below the limit of pushes that one person may make in a minute. */
const PAUSE_MS = 220;

export class Worker {
	/** Ids of commands that the server said it carried out. */
	readonly acked = new Set<string>();
	/** Milliseconds of `performance.now` at the last answer. */
	lastAckMs = 0;
	readonly #visitor: Visitor;
	readonly #login: string;
	#engine: EnginePorts | null = null;
	#outbox: MemoryOutbox | null = null;
	#ticket = '';
	#notes = 0;
	#isOver = false;

	constructor(product: Product, login: string) {
		this.#visitor = new Visitor(product);
		this.#login = login;
	}

	async signIn(): Promise<void> {
		const credentials = { login: this.#login, password: DEMONSTRATION_PASSWORD };
		const { actor } = await this.#visitor.api.account.signIn.mutate(credentials);
		if (actor.type !== 'staff') throw new Error(`${this.#login} is not signed in`);
		const owner = `person:${actor.id}`;
		const disk = emptyOutboxDisk();
		disk.fences.set(owner, 1);
		this.#outbox = new MemoryOutbox(disk, owner, {
			newId: randomUUID,
			now: () => new Date()
		});
		this.#engine = this.#enginePorts(owner, this.#outbox);
	}

	/** Until `stop`; whatever the network says, it goes on. */
	async work(): Promise<void> {
		const [engine, outbox] = this.#ready();
		while (!this.#isOver) {
			await this.#write(outbox);
			await this.#send(engine, outbox);
			await delay(PAUSE_MS);
		}
	}

	/** Sends what still waits. @returns how much could not be sent */
	async stop(): Promise<number> {
		this.#isOver = true;
		const [engine, outbox] = this.#ready();
		for (let tries = 0; tries < 50; tries += 1) {
			await this.#send(engine, outbox);
			if ((await outbox.waiting()).length === 0) return 0;
			await delay(PAUSE_MS);
		}
		return (await outbox.waiting()).length;
	}

	/** Every command that had an effect, as often as it had one, as a fresh device sees it. */
	async effects(): Promise<readonly string[]> {
		const [engine] = this.#ready();
		const disk = emptyRowDisk();
		disk.fence = 1;
		const report = await pullOnce({ ...engine, rows: new MemoryRowStore(disk) });
		if (report.type === 'failed') throw new Error(`Not pulled: ${report.failure.type}`);
		const tickets = new Map<string, Ticket>();
		for (const { kind, id, body } of disk.rows.values())
			if (kind === 'ticket') tickets.set(id, JSON.parse(body) as Ticket);
		return [...tickets.values()].flatMap(({ timeline }) =>
			timeline.map(({ commandId }) => commandId)
		);
	}

	#ready(): readonly [EnginePorts, MemoryOutbox] {
		if (!this.#engine || !this.#outbox) throw new Error(`${this.#login} has not signed in`);
		return [this.#engine, this.#outbox];
	}

	async #write(outbox: MemoryOutbox): Promise<void> {
		if (this.#ticket === '' || this.#notes >= NOTES_A_TICKET) {
			this.#ticket = randomUUID();
			this.#notes = 0;
			await outbox.add([
				this.#command('ticket.register', registration()),
				this.#command('ticket.take', {})
			]);
		}
		this.#notes += 1;
		await outbox.add([this.#command('ticket.addNote', { text: randomUUID() })]);
	}

	async #send(engine: EnginePorts, outbox: MemoryOutbox): Promise<void> {
		const pushed = await pushOnce(engine);
		if (pushed.type !== 'sent' || pushed.answered === 0) return;
		this.lastAckMs = performance.now();
		for (const { command, outcome } of await outbox.entries()) {
			if (outcome?.status === 'applied') this.acked.add(command.id);
			else if (outcome !== null) throw new Error(`${command.name} ${outcome.status}`);
		}
		await outbox.markSettled(new Map());
		await outbox.prune('9999');
	}

	#command(name: string, args: object) {
		return {
			id: randomUUID(),
			lane: `ticket:${this.#ticket}`,
			subject: this.#ticket,
			name,
			version: 1,
			args: { ...args },
			capturedAt: new Date().toISOString()
		};
	}

	#enginePorts(owner: string, outbox: MemoryOutbox): EnginePorts {
		const disk = emptyRowDisk();
		disk.fence = 1;
		return {
			...{ owner, outbox, token: 1 },
			rows: new MemoryRowStore(disk),
			transport: createTransport(this.#visitor.api),
			digest: (content) => Promise.resolve(createHash('sha256').update(content).digest()),
			inflate,
			decode,
			pace: new PushPace(() => performance.now())
		};
	}
}

const registration = () => ({
	lifeThreat: false,
	receiptCode: receiptCodeFrom(crypto.getRandomValues(new Uint8Array(12))),
	channel: 'phone',
	declaredKind: 'query',
	description: 'Ile trwa wydanie zaświadczenia?',
	location: '',
	contact: null,
	articleId: null,
	categoryId: null
});
