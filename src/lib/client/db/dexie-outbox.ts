import { assert } from '#lib/base/assert.ts';
import {
	isGroundForMore,
	isRefusedForGood,
	type NewCommand,
	type Outbox
} from '#lib/sync/ports.ts';
import type { Command, FinalOutcome, Told } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { checkFence, fenceOf } from './fence.ts';
import {
	toStore,
	type OutboxDatabase,
	type StoredEntry,
	type StoreName
} from './outbox-database.ts';

export type { NewCommand };

export type OutboxPorts = { readonly newId: () => string; readonly now: () => Date };

/** The outbox of one owner over IndexedDB; its guarantees are those of the port. */
export class DexieOutbox implements Outbox {
	readonly owner: string;
	readonly #db: OutboxDatabase;
	readonly #ports: OutboxPorts;

	constructor(db: OutboxDatabase, owner: string, ports: OutboxPorts) {
		this.#db = db;
		this.owner = owner;
		this.#ports = ports;
	}

	/**
	 * Puts commands into the queue, all or none. When this resolves they survive a killed browser;
	 * only then may a screen say "saved".
	 */
	async add(commands: readonly NewCommand[]): Promise<void> {
		const { clients, commands: table, photos } = this.#db;
		await this.#db.transaction('rw', clients, table, photos, async () => {
			const { nextSeq, ...name } = await this.#identity();
			// Bytes that arrived before, for another command or a moment ago, are not announced again.
			const named = await photos.bulkGet(commands.flatMap(({ blob }) => blob ?? []));
			const arrived = new Set(named.flatMap((photo) => (photo?.uploaded ? [photo.sha256] : [])));
			const ground = await this.#mine(
				(entry) => entry.seq >= name.firstSeq && isGroundForMore(entry)
			);
			const tails = new Map(ground.map(({ command }) => [command.lane, command.seq]));
			const entries = commands.map(({ after, blob, ...command }, index): StoredEntry => {
				const seq = nextSeq + index;
				const prev = tails.get(after ?? command.lane) ?? null;
				if (!after) tails.set(command.lane, seq);
				const awaited = blob !== undefined && !arrived.has(blob) ? blob : null;
				return entryOf({ ...command, seq, prev }, this.owner, awaited);
			});
			await table.bulkAdd(entries);
			await clients.put({ owner: this.owner, ...name, nextSeq: nextSeq + commands.length });
		});
	}

	/** Offers refused commands anew: a crash in between must not leave both, or neither. */
	async replace(refused: readonly string[], commands: readonly NewCommand[]): Promise<void> {
		const { clients, commands: table, photos } = this.#db;
		await this.#db.transaction('rw', clients, table, photos, async () => {
			await this.add(commands);
			for (const id of refused) await this.drop(id);
		});
	}

	async client(): Promise<string> {
		const { clients } = this.#db;
		const known = await clients.get(this.owner);
		if (known) return known.client;
		return this.#db.transaction('rw', clients, async () => {
			const identity = await this.#identity();
			await clients.put({ owner: this.owner, ...identity });
			return identity.client;
		});
	}

	async waiting(): Promise<readonly StoredEntry[]> {
		return this.#unanswered();
	}

	async settle(outcomes: readonly FinalOutcome[], token: number): Promise<void> {
		const { commands, meta } = this.#db;
		const answeredAt = this.#ports.now().toISOString();
		await this.#db.transaction('rw', commands, meta, async () => {
			await checkFence(meta, token, fenceOf(this.owner));
			const byPlace = new Map(outcomes.map((outcome) => [outcome.seq, outcome]));
			const seqs = outcomes.map(({ seq }) => seq);
			const waiting = await this.#unanswered(Math.min(...seqs), Math.max(...seqs));
			await commands.bulkPut(
				waiting.flatMap((entry) => {
					const outcome = byPlace.get(entry.seq);
					return outcome ? [toStore({ ...entry, outcome, answeredAt })] : [];
				})
			);
		});
	}

	async answered(): Promise<readonly Told[]> {
		const { clients, commands } = this.#db;
		return this.#db.transaction('r', clients, commands, async () => {
			const { firstSeq } = await this.#identity();
			const entries = await this.#mine(({ outcome }) => outcome !== null);
			return entries.flatMap(({ id, seq, outcome }) =>
				outcome ? [{ id, seq: seq < firstSeq ? null : seq, status: outcome.status }] : []
			);
		});
	}

	async offerAgain(ids: readonly string[], token: number): Promise<void> {
		const { clients, commands, meta } = this.#db;
		const meant = new Set(ids);
		await this.#db.transaction('rw', clients, commands, meta, async () => {
			await checkFence(meta, token, fenceOf(this.owner));
			const again = await this.#mine((entry) => meant.has(entry.id));
			const unanswered = { outcome: null, settled: false, answeredAt: null };
			await commands.bulkPut(again.map((entry) => toStore({ ...entry, ...unanswered })));
			// Under an older name nobody would know what it follows, unless that is offered too.
			const { firstSeq } = await this.#identity();
			const waiting = await this.#unanswered();
			const seqs = new Set(waiting.map(({ seq }) => seq));
			for (const { id, seq, command } of waiting)
				if (seq < firstSeq && command.prev !== null && !seqs.has(command.prev))
					await commands.update(id, { command: { ...command, prev: null } });
		});
	}

	async forgotten(ids: readonly string[], token: number): Promise<void> {
		const { clients, commands, meta } = this.#db;
		await this.#db.transaction('rw', clients, commands, meta, async () => {
			const meant = await this.#mine(({ id }) => ids.includes(id));
			const refused = meant.filter(({ outcome }) => isRefusedForGood(outcome));
			const others = meant.filter((entry) => !refused.includes(entry));
			await this.offerAgain(
				others.map(({ id }) => id),
				token
			);
			const seqs = new Set(refused.map(({ seq }) => seq));
			for (const { id, command } of await this.#unanswered())
				if (command.prev !== null && seqs.has(command.prev))
					await commands.update(id, { command: { ...command, prev: null } });
		});
	}

	async renumber(token: number): Promise<void> {
		const { clients, commands, meta } = this.#db;
		await this.#db.transaction('rw', clients, commands, meta, async () => {
			await checkFence(meta, token, fenceOf(this.owner));
			const waiting = await this.#unanswered();
			// Numbers go on under the new name, so that none stands for two commands of this outbox and
			// what was written later stays later than what was answered before.
			const { nextSeq: first } = await this.#identity();
			const renamed = new Map(waiting.map(({ seq }, index) => [seq, first + index]));
			const placed = waiting.map((entry): StoredEntry => {
				const seq = renamed.get(entry.seq);
				assert(seq, 'every waiting command gets a new number');
				const { command } = entry;
				const prev = command.prev === null ? null : (renamed.get(command.prev) ?? null);
				return toStore({ ...entry, seq, command: { ...command, seq, prev } });
			});
			await commands.bulkPut(placed);
			const nextSeq = first + waiting.length;
			const client = this.#ports.newId();
			await clients.put({ owner: this.owner, client, nextSeq, firstSeq: first });
		});
	}

	async markSettled(versions: ReadonlyMap<Scope, number>): Promise<readonly string[]> {
		const { commands } = this.#db;
		return this.#db.transaction('rw', commands, async () => {
			const missing: string[] = [];
			for (const { id, outcome } of await this.#mine(({ settled }) => !settled)) {
				if (outcome?.status !== 'applied') continue;
				if (holds(versions, outcome.heads)) await commands.update(id, { settled: true });
				else missing.push(id);
			}
			return missing;
		});
	}

	async needBlob(seq: number): Promise<void> {
		const { commands, photos } = this.#db;
		await this.#db.transaction('rw', commands, photos, async () => {
			const [entry] = await this.#mine((one) => one.seq === seq && one.outcome === null);
			const sha256 = entry ? photoOf(entry.command) : null;
			if (!entry || sha256 === null || !(await photos.get(sha256))) return;
			await photos.update(sha256, { uploaded: false, uploadUrl: null });
			await commands.update(entry.id, { blob: sha256 });
		});
	}

	/** The server has the bytes: the commands that waited for them may go. */
	async blobArrived(sha256: string): Promise<void> {
		const { commands, photos } = this.#db;
		await this.#db.transaction('rw', commands, photos, async () => {
			await photos.update(sha256, { uploaded: true });
			for (const { id } of await this.#mine((entry) => entry.blob === sha256))
				await commands.update(id, { blob: null });
		});
	}

	/** What came back with a reason, or waits, is taken out of the queue by the person who wrote it. */
	async drop(id: string): Promise<void> {
		const { commands } = this.#db;
		await this.#db.transaction('rw', commands, async () => {
			const dropped = await commands.get(id);
			if (dropped?.owner !== this.owner) return;
			// Whoever waited for it waits for what it waited for.
			for (const { id: next, command } of await this.#unanswered())
				if (command.prev === dropped.seq && dropped.outcome === null)
					await commands.update(next, { command: { ...command, prev: dropped.command.prev } });
			await commands.delete(id);
		});
	}

	/** Applied long enough ago that even a restored server needs no second offer. */
	async prune(answeredBefore: string): Promise<void> {
		const done = await this.#mine(
			({ settled, answeredAt }) => settled && answeredAt !== null && answeredAt < answeredBefore
		);
		await this.#db.commands.bulkDelete(done.map(({ id }) => id));
	}

	async #identity(): Promise<StoreName> {
		const known = await this.#db.clients.get(this.owner);
		return known
			? { client: known.client, nextSeq: known.nextSeq, firstSeq: known.firstSeq ?? 1 }
			: { client: this.#ports.newId(), nextSeq: 1, firstSeq: 1 };
	}

	/** What waits, by number; an outbox holds many times as much that was answered. */
	#unanswered(from = -Infinity, to = Infinity): Promise<StoredEntry[]> {
		return this.#db.commands
			.where('[owner+open]')
			.between([this.owner, from], [this.owner, to], true, true)
			.toArray();
	}

	/** All are read at once and sifted here: one by one, with a cursor, takes many times as long. */
	async #mine(which: (entry: StoredEntry) => boolean): Promise<StoredEntry[]> {
		const all = await this.#db.commands
			.where('[owner+seq]')
			.between([this.owner, -Infinity], [this.owner, Infinity])
			.toArray();
		return all.filter(which);
	}
}

function entryOf(command: Command, owner: string, blob: string | null): StoredEntry {
	const { id, seq, subject } = command;
	const fresh = { outcome: null, settled: false, answeredAt: null };
	return toStore({ id, seq, subject, owner, command, blob, ...fresh });
}

function photoOf({ args }: Command): string | null {
	const photo = args['photo'];
	const named = typeof photo === 'object' && photo !== null && 'sha256' in photo;
	return named && typeof photo.sha256 === 'string' ? photo.sha256 : null;
}

/** The versions of all scopes held here are at least those that carry the effect. */
function holds(
	versions: ReadonlyMap<string, number>,
	heads: Readonly<Record<string, number>>
): boolean {
	return Object.entries(heads).every(([scope, version]) => {
		const held = versions.get(scope);
		return held === undefined || held >= version;
	});
}
