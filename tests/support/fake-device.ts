/** A device in memory: one person's stores, what they write there, and what they see. */
import { decode } from '#lib/client/db/inflate.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import { pullOnce, pushOnce, type PullReport } from '#lib/sync/engine.ts';
import { emptyOutboxDisk, MemoryOutbox, type OutboxDisk } from '#lib/sync/memory-outbox.ts';
import { emptyRowDisk, MemoryRowStore, type RowDisk } from '#lib/sync/memory-row-store.ts';
import { overlay } from '#lib/sync/overlay.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { isPending } from '#lib/sync/pending.ts';
import type { EnginePorts, NewCommand, StoredRow, Transport } from '#lib/sync/ports.ts';
import { sha256 } from './scope-log.ts';
import { AT, PHOTO, reference, uuid } from './tickets.ts';
import { PushPace } from '#lib/sync/push-pace.ts';

let ids = 0x10_0000;
export const newId = (): string => {
	ids += 1;
	return uuid(ids);
};

/** An act on a ticket as screens write it. */
export function act(subject: string, name: string, args: object): NewCommand {
	return {
		id: newId(),
		lane: `ticket:${subject}`,
		subject,
		name,
		version: 1,
		args: { ...args },
		capturedAt: AT
	};
}

export function attachPhoto(subject: string, sha256: string = PHOTO.sha256): NewCommand {
	const written = act(subject, 'ticket.attachPhoto', { photo: { ...PHOTO, sha256 } });
	return { ...written, lane: `photo:${sha256}`, after: written.lane, blob: sha256 };
}

export class FakeDevice {
	readonly actor: Actor;
	readonly owner: string;
	readonly rowDisk: RowDisk = emptyRowDisk();
	readonly outboxDisk: OutboxDisk;
	readonly outbox: MemoryOutbox;
	readonly engine: EnginePorts;

	/** @param outboxDisk that of another device, where this one is a copy of it */
	constructor(actor: Actor, transport: Transport, outboxDisk: OutboxDisk = emptyOutboxDisk()) {
		this.actor = actor;
		this.owner = ownerKeyOf(actor);
		this.outboxDisk = outboxDisk;
		this.outbox = new MemoryOutbox(outboxDisk, this.owner, { newId, now: () => new Date(AT) });
		this.lead(1);
		this.engine = {
			owner: this.owner,
			token: 1,
			rows: new MemoryRowStore(this.rowDisk),
			outbox: this.outbox,
			transport,
			digest: (content) => Promise.resolve(sha256(content)),
			// The fake server's packs are not compressed.
			inflate: (bytes) => Promise.resolve(bytes),
			decode,
			pace: new PushPace(() => 0)
		};
	}

	lead(token: number): void {
		this.rowDisk.fence = token;
		this.outboxDisk.fences.set(this.owner, token);
	}

	/** Everything up that can go, then everything down, as the leading tab does it. */
	async cycle(engine: EnginePorts = this.engine): Promise<PullReport> {
		for (;;) {
			const pushed = await pushOnce(engine);
			if (pushed.type !== 'sent' || !pushed.again) break;
		}
		return pullOnce(engine);
	}

	/** Cycles until nothing waits, for at most so many; @returns how many it took. */
	async settle(most = 20): Promise<number> {
		for (let cycles = 1; cycles <= most; cycles += 1) {
			await this.cycle();
			if ((await this.outbox.waiting()).length === 0) return cycles;
		}
		throw new Error('Something still waits');
	}

	rows(): readonly StoredRow[] {
		return [...this.rowDisk.rows.values()];
	}

	/** The ticket as its person sees it now. */
	async sees(id: string): Promise<Ticket | null> {
		const rank = ({ scope }: StoredRow) => (scope.startsWith('unit:') ? 1 : 0);
		const [row] = this.rows()
			.filter((one) => one.kind === 'ticket' && one.id === id)
			.sort((one, other) => rank(one) - rank(other));
		const entries = (await this.outbox.entries()).filter(
			(entry) => entry.command.subject === id && isPending(entry)
		);
		const ticket = row ? (JSON.parse(row.body) as Ticket) : null;
		return overlay(ticket, entries, { actor: this.actor, reference });
	}
}
