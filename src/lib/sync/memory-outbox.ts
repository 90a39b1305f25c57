/** The outbox of a device in memory: what tests and simulations run the engine on. */
import { assert } from '#lib/base/assert.ts';
import { atOnce } from './at-once.ts';
import { NotLeading } from './not-leading.ts';
import {
	isGroundForMore,
	isRefusedForGood,
	type NewCommand,
	type Outbox,
	type OutboxEntry
} from './ports.ts';
import type { FinalOutcome, Told } from './protocol.ts';
import type { Scope } from './scope.ts';

type KeptEntry = OutboxEntry & { readonly answeredAt: string | null };

type StoreName = {
	readonly client: string;
	readonly nextSeq: number;
	/** The first number given under this name; under another one the server does not know them. */
	readonly firstSeq: number;
};

export type OutboxDisk = {
	/** By owner. */
	readonly fences: Map<string, number>;
	/** By owner. */
	readonly clients: Map<string, StoreName>;
	/** By command id. */
	readonly entries: Map<string, KeptEntry>;
	/** By hash of the bytes: whether the server has them. */
	readonly photos: Map<string, boolean>;
};

export const emptyOutboxDisk = (): OutboxDisk => ({
	fences: new Map(),
	clients: new Map(),
	entries: new Map(),
	photos: new Map()
});

export type MemoryOutboxPorts = { readonly newId: () => string; readonly now: () => Date };

/** The outbox of one owner; others on the same disk are not its business. */
export class MemoryOutbox implements Outbox {
	readonly owner: string;
	readonly #disk: OutboxDisk;
	readonly #ports: MemoryOutboxPorts;

	constructor(disk: OutboxDisk, owner: string, ports: MemoryOutboxPorts) {
		this.#disk = disk;
		this.owner = owner;
		this.#ports = ports;
	}

	/** Puts commands into the queue, all or none. */
	add(commands: readonly NewCommand[]): Promise<void> {
		return atOnce(() => {
			const { nextSeq, ...name } = this.#identity();
			const tails = new Map(
				this.#mine()
					.filter((entry) => entry.command.seq >= name.firstSeq && isGroundForMore(entry))
					.map(({ command }) => [command.lane, command.seq])
			);
			const fresh = new Map<string, KeptEntry>();
			for (const { after, blob, ...written } of commands) {
				const known = this.#disk.entries.has(written.id) || fresh.has(written.id);
				assert(!known, 'a command is written once');
				const seq = nextSeq + fresh.size;
				const command = { ...written, seq, prev: tails.get(after ?? written.lane) ?? null };
				if (!after) tails.set(written.lane, seq);
				const awaited = blob !== undefined && this.#disk.photos.get(blob) !== true ? blob : null;
				fresh.set(command.id, { ...this.#waitingEntry, command, blob: awaited });
			}
			for (const [id, entry] of fresh) this.#disk.entries.set(id, entry);
			this.#disk.clients.set(this.owner, { ...name, nextSeq: nextSeq + fresh.size });
		});
	}

	/** Everything of this owner, answered or not, in the order of seq. */
	entries(): Promise<readonly KeptEntry[]> {
		return atOnce(() => this.#mine());
	}

	client(): Promise<string> {
		return atOnce(() => {
			const identity = this.#identity();
			this.#disk.clients.set(this.owner, identity);
			return identity.client;
		});
	}

	waiting(): Promise<readonly OutboxEntry[]> {
		return atOnce(() => this.#unanswered());
	}

	settle(outcomes: readonly FinalOutcome[], token: number): Promise<void> {
		return atOnce(() => {
			this.#checkFence(token);
			const answers = new Map(outcomes.map((outcome) => [outcome.seq, outcome]));
			const answeredAt = this.#ports.now().toISOString();
			for (const entry of this.#unanswered()) {
				const outcome = answers.get(entry.command.seq);
				if (outcome) this.#put({ ...entry, outcome, answeredAt });
			}
		});
	}

	answered(): Promise<readonly Told[]> {
		return atOnce(() => {
			const { firstSeq } = this.#identity();
			return this.#mine().flatMap(({ command: { id, seq }, outcome }) =>
				outcome ? [{ id, seq: seq < firstSeq ? null : seq, status: outcome.status }] : []
			);
		});
	}

	forgotten(ids: readonly string[], token: number): Promise<void> {
		return atOnce(() => {
			const meant = this.#mine().filter(({ command }) => ids.includes(command.id));
			const refused = meant.filter(({ outcome }) => isRefusedForGood(outcome));
			const others = meant.filter((entry) => !refused.includes(entry));
			this.#offerAgain(
				others.map(({ command }) => command.id),
				token
			);
			const seqs = new Set(refused.map(({ command }) => command.seq));
			for (const entry of this.#unanswered())
				if (entry.command.prev !== null && seqs.has(entry.command.prev))
					this.#put({ ...entry, command: { ...entry.command, prev: null } });
		});
	}

	offerAgain(ids: readonly string[], token: number): Promise<void> {
		return atOnce(() => {
			this.#offerAgain(ids, token);
		});
	}

	renumber(token: number): Promise<void> {
		return atOnce(() => {
			this.#checkFence(token);
			const { nextSeq } = this.#identity();
			const waiting = this.#unanswered();
			const renamed = new Map(waiting.map(({ command }, index) => [command.seq, nextSeq + index]));
			for (const entry of waiting) {
				const { command } = entry;
				const seq = renamed.get(command.seq);
				assert(seq, 'every waiting command gets a new number');
				const prev = command.prev === null ? null : (renamed.get(command.prev) ?? null);
				this.#put({ ...entry, command: { ...command, seq, prev } });
			}
			const client = this.#ports.newId();
			this.#disk.clients.set(this.owner, {
				client,
				firstSeq: nextSeq,
				nextSeq: nextSeq + waiting.length
			});
		});
	}

	markSettled(versions: ReadonlyMap<Scope, number>): Promise<readonly string[]> {
		const held = new Map<string, number>(versions);
		return atOnce(() => {
			const missing: string[] = [];
			for (const entry of this.#mine()) {
				const { outcome, settled } = entry;
				if (outcome?.status !== 'applied' || settled) continue;
				const needed = Object.entries(outcome.heads);
				if (needed.every(([scope, version]) => (held.get(scope) ?? version) >= version))
					this.#put({ ...entry, settled: true });
				else missing.push(entry.command.id);
			}
			return missing;
		});
	}

	needBlob(seq: number): Promise<void> {
		return atOnce(() => {
			const entry = this.#unanswered().find(({ command }) => command.seq === seq);
			const photo = entry?.command.args['photo'];
			const named = typeof photo === 'object' && photo !== null && 'sha256' in photo;
			const sha256 = named ? String(photo.sha256) : '';
			if (!entry || !this.#disk.photos.has(sha256)) return;
			this.#disk.photos.set(sha256, false);
			this.#put({ ...entry, blob: sha256 });
		});
	}

	/** The server has the bytes: the commands that waited for them may go. */
	blobArrived(sha256: string): Promise<void> {
		return atOnce(() => {
			if (this.#disk.photos.has(sha256)) this.#disk.photos.set(sha256, true);
			for (const entry of this.#mine())
				if (entry.blob === sha256) this.#put({ ...entry, blob: null });
		});
	}

	/** Takes a command out of the queue; whoever waited for it waits for what it waited for. */
	drop(id: string): Promise<void> {
		return atOnce(() => {
			const dropped = this.#mine().find(({ command }) => command.id === id);
			if (!dropped) return;
			this.#disk.entries.delete(id);
			if (dropped.outcome !== null) return;
			const { seq, prev } = dropped.command;
			for (const entry of this.#unanswered())
				if (entry.command.prev === seq)
					this.#put({ ...entry, command: { ...entry.command, prev } });
		});
	}

	/** Forgets what was settled and answered before then (ISO 8601). */
	prune(answeredBefore: string): Promise<void> {
		return atOnce(() => {
			for (const { command, settled, answeredAt } of this.#mine())
				if (settled && answeredAt !== null && answeredAt < answeredBefore)
					this.#disk.entries.delete(command.id);
		});
	}

	#offerAgain(ids: readonly string[], token: number): void {
		this.#checkFence(token);
		const meant = new Set(ids);
		for (const entry of this.#mine())
			if (meant.has(entry.command.id)) this.#put({ ...entry, ...this.#waitingEntry });
		// Under an older name nobody would know what it follows, unless that is offered too.
		const { firstSeq } = this.#identity();
		const waiting = this.#unanswered();
		const seqs = new Set(waiting.map(({ command }) => command.seq));
		for (const entry of waiting) {
			const { command } = entry;
			const isLost = command.prev !== null && !seqs.has(command.prev);
			if (command.seq < firstSeq && isLost)
				this.#put({ ...entry, command: { ...command, prev: null } });
		}
	}

	get #waitingEntry() {
		return { owner: this.owner, outcome: null, settled: false, answeredAt: null } as const;
	}

	#identity(): StoreName {
		const known = this.#disk.clients.get(this.owner);
		return known ?? { client: this.#ports.newId(), nextSeq: 1, firstSeq: 1 };
	}

	#mine(): readonly KeptEntry[] {
		const mine = [...this.#disk.entries.values()].filter(({ owner }) => owner === this.owner);
		return mine.sort((one, other) => one.command.seq - other.command.seq);
	}

	#unanswered(): readonly KeptEntry[] {
		return this.#mine().filter(({ outcome }) => outcome === null);
	}

	#put(entry: KeptEntry): void {
		this.#disk.entries.set(entry.command.id, entry);
	}

	#checkFence(token: number): void {
		if (this.#disk.fences.get(this.owner) !== token) throw new NotLeading();
	}
}
