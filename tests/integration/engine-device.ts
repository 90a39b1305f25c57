/** The real engine over stores in memory, at the real server: a device but for its disk. */
import { randomUUID } from 'node:crypto';
import { decode, inflate } from '#lib/client/db/inflate.ts';
import { createTransport } from '#lib/client/net/transport.ts';
import { emptyOutboxDisk, MemoryOutbox } from '#lib/sync/memory-outbox.ts';
import { emptyRowDisk, MemoryRowStore } from '#lib/sync/memory-row-store.ts';
import { joinPacks, splitPacks } from '#lib/sync/pack.ts';
import type { EnginePorts } from '#lib/sync/ports.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { sha256 } from '../support/scope-log.ts';
import type { Browser } from './harness.ts';
import { PushPace } from '#lib/sync/push-pace.ts';

export class EngineDevice {
	readonly disk = emptyRowDisk();
	readonly outboxDisk = emptyOutboxDisk();
	readonly outbox: MemoryOutbox;
	readonly engine: EnginePorts;
	/** Names of packs that came. */
	readonly fetched: string[] = [];
	/** After so many packs what comes is cut off. */
	cutOff = Infinity;

	/** @param owner the owner key of whoever is signed in at this browser */
	constructor(browser: Browser, owner: string) {
		this.disk.fence = 1;
		this.outboxDisk.fences.set(owner, 1);
		this.outbox = new MemoryOutbox(this.outboxDisk, owner, {
			newId: randomUUID,
			now: () => new Date()
		});
		const get = async (path: string, init: RequestInit) => {
			const response = await browser.fetch(path, init);
			const names = path.split('/').at(-1)?.split('+') ?? [];
			const packs = splitPacks(new Uint8Array(await response.arrayBuffer()));
			const through = packs.slice(0, Math.max(0, this.cutOff - this.fetched.length));
			this.fetched.push(...names.slice(0, through.length));
			return new Response(joinPacks(through), { status: response.status });
		};
		this.engine = {
			owner,
			token: 1,
			rows: new MemoryRowStore(this.disk),
			outbox: this.outbox,
			transport: createTransport(browser.api, get),
			digest: (content) => Promise.resolve(sha256(content)),
			inflate,
			decode,
			pace: new PushPace(() => performance.now())
		};
	}

	/** By id. */
	bodiesOf(scope: Scope): ReadonlyMap<string, string> {
		const rows = [...this.disk.rows.values()].filter((row) => row.scope === scope);
		return new Map(rows.map(({ id, body }) => [id, body]));
	}
}
