/**
 * A city in memory: devices with several tabs, one server, a bad network, and one seed that decides
 * who goes on next, what is lost, who crashes, who leads, and what people do.
 */
import { assert } from '#lib/base/assert.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import type { NewCommand } from '#lib/sync/ports.ts';
import type { Scope } from '#lib/sync/scope.ts';
import { FakeDevice } from '../support/fake-device.ts';
import { networkTo, type Fault } from '../support/fake-network.ts';
import { FakeServer } from '../support/fake-server.ts';
import { CONSULTANT, KIOSK, COLLEAGUE, UNIT, uuid, WORKER } from '../support/tickets.ts';
import { Chance } from './chance.ts';
import type { Sabotage } from './mutants.ts';
import { People } from './people.ts';
import { Tab } from './tab.ts';
import { stillness, Turns, type Waiting } from './turns.ts';
import { Uploads } from './uploads.ts';

/** For one cycle when nothing disturbs it. */
const ENOUGH_TURNS = 2000;
const MONTH_MS = 31 * 24 * 60 * 60_000;
const FAULTS: readonly Fault[] = [
	'lostRequest',
	'lostAnswer',
	'lostAnswer',
	'twice',
	'spoilt',
	{ type: 'busy', retryAfterMs: null },
	{ type: 'signInNeeded' }
];

/** A machine that people share: one of them is signed in, or nobody is. */
type Box = { isIn: Post | null };

/** A device with whatever is needed to let it be in several tabs, and what was written on it. */
export type Post = {
	readonly device: FakeDevice;
	readonly uploads: Uploads;
	readonly box: Box;
	/** Whom the server takes its person for today. */
	actor: Actor;
	leader: Tab;
	token: number;
	/** In the order of writing. */
	readonly written: NewCommand[];
	/** Scopes whose rows the disk has changed, and that nobody has looked at since. */
	readonly damaged: Set<Scope>;
	/** How far the device's clock is ahead of the server's. */
	clockAheadMs: number;
	readonly now: () => Date;
};

type Placing = {
	/** Of another device, where this one shares it or is a copy of it. */
	readonly disk?: FakeDevice['outboxDisk'];
	readonly written?: readonly NewCommand[];
	readonly box?: Box;
};

export class World {
	readonly server = new FakeServer();
	readonly posts: Post[] = [];
	/** Scopes that had to be fetched anew. */
	repaired = 0;
	/** The points of the way at which a tab was killed. */
	readonly crashedAt = new Set<string>();
	/** How often a disk has lost or changed a row. */
	damages = 0;
	/** How often a device's clock was set ahead: it ends what is not over, which then comes again. */
	clocksAhead = 0;
	/** How often the server was put back. */
	restores = 0;
	readonly chance: Chance;
	readonly #turns = new Turns();
	readonly #people: People;
	readonly #passed = new Set<string>();
	#steps = 0;
	readonly #tabs: Tab[] = [];
	readonly #sabotage: Sabotage;
	#weather = 0.3;
	#backup: (() => void) | null = null;

	constructor(seed: number, sabotage: Sabotage = {}) {
		this.chance = new Chance(seed);
		this.#sabotage = sabotage;
		sabotage.server?.(this.server);
		this.#people = new People(this.server, this.chance);
		this.server.packedFrom = 3;
		this.server.pageLimit = () => 1 + this.chance.below(4);
		for (const actor of [CONSULTANT, WORKER, KIOSK, CONSULTANT]) this.#place(actor);
		// The last of them is a machine that two people use by turns.
		const shared = this.posts.at(-1);
		if (shared) this.#place(COLLEAGUE, { disk: shared.device.outboxDisk, box: shared.box });
	}

	/** All points of the way that any tab has come to. */
	get points(): ReadonlySet<string> {
		return this.#turns.labels;
	}

	/** One thing happens, somewhere. */
	async step(): Promise<void> {
		this.#steps += 1;
		const dice = this.chance.next();
		const post = this.chance.pick(this.posts);
		const { waiting } = this.#turns;
		if (dice < 0.7 && waiting.length > 0) await this.#goOn(this.chance.pick(waiting));
		else if (dice < 0.81) await this.#start(post);
		else if (dice < 0.865) await this.#people.write(post);
		else if (dice < 0.88) await this.#people.photograph(post);
		else if (dice < 0.915) await post.uploads.goOn(this.chance, this.#weather);
		else if (dice < 0.93) this.#handOver(post);
		else if (dice < 0.945) this.#crash(post);
		else if (dice < 0.948) this.#changeHands(post);
		else if (dice < 0.965) this.#publish();
		else if (dice < 0.98) this.#transfer();
		else if (dice < 0.985) this.#tidyUp();
		else if (dice < 0.99) this.#damage(post);
		else if (dice < 0.992) this.#copy(post);
		else if (dice < 0.9955) this.#timePasses(post);
		else this.#backUpOrRestore();
		for (const { fault } of this.#tabs)
			if (fault) throw new Error('A tab failed', { cause: fault });
	}

	/** A tab goes on, or is killed where it stands: often at a point that nobody has come to in this life. */
	async #goOn(turn: Waiting): Promise<void> {
		const isNew = !this.#passed.has(turn.label);
		this.#passed.add(turn.label);
		const post = this.posts.find(({ leader }) => leader === turn.tab);
		// What is passed late in a life is passed rarely.
		const rarity = !isNew ? 0.002 : this.#steps < 80 ? 0.05 : 0.5;
		if (post && this.chance.happens(rarity)) this.#crash(post);
		else await this.#turns.give(turn);
	}

	/** The network is back, nobody writes any more, and everybody comes to an end. */
	async quiet(): Promise<void> {
		this.#weather = 0;
		this.server.endRetention();
		for (const post of this.posts) post.clockAheadMs = 0;
		this.server.undecided.clear();
		for (const post of this.posts) this.#handOver(post);
		for (let rounds = 0; rounds < 12; rounds += 1)
			for (const post of this.posts) {
				post.box.isIn = post;
				await post.uploads.finish(this.chance);
				await this.#start(post, { audit: rounds > 0 });
				for (let turns = 0; post.leader.busy; turns += 1) {
					assert(turns < ENOUGH_TURNS, 'I10 a cycle comes to its end');
					for (const one of this.#turns.waiting) await this.#turns.give(one);
				}
			}
		for (const { fault } of this.#tabs)
			if (fault) throw new Error('A tab failed', { cause: fault });
		this.repaired = this.#tabs.reduce((sum, { repaired }) => sum + repaired, 0);
	}

	#place(actor: Actor, { disk, written = [], box = { isIn: null } }: Placing = {}): void {
		const signedIn = (): Actor => box.isIn?.actor ?? { type: 'anonymous' };
		const faultOf = () => (this.chance.happens(this.#weather) ? this.chance.pick(FAULTS) : 'none');
		const device = new FakeDevice(actor, networkTo(this.server, signedIn, faultOf), disk);
		const now = () => new Date(this.server.now.getTime() + post.clockAheadMs);
		const leader = new Tab(device, { ...this.#settings(1), now });
		const post: Post = {
			...{ device, actor, leader, token: 1, clockAheadMs: 0, now },
			...{ uploads: new Uploads(this.server, device), box },
			written: [...written],
			damaged: new Set()
		};
		box.isIn ??= post;
		this.#tabs.push(leader);
		this.posts.push(post);
	}

	#settings(token: number) {
		return { turns: this.#turns, token, sabotage: this.#sabotage };
	}

	async #start({ leader }: Post, { audit } = { audit: this.chance.happens(0.2) }): Promise<void> {
		if (!leader.busy) leader.start({ audit });
		await stillness();
	}

	/** Another tab leads; the old one does not know it and goes on with what it was doing. */
	#handOver(post: Post): void {
		post.token += 1;
		post.device.lead(post.token);
		post.leader = new Tab(post.device, { ...this.#settings(post.token), now: post.now });
		this.#tabs.push(post.leader);
	}

	/** Somebody signs out; perhaps another one of those who use the machine signs in. */
	#changeHands({ box }: Post): void {
		const people = this.posts.filter((one) => one.box === box);
		box.isIn = this.chance.happens(0.2) ? null : this.chance.pick(people);
	}

	#crash(post: Post): void {
		for (const { tab, label } of this.#turns.waiting)
			if (tab === post.leader) this.crashedAt.add(label);
		this.#turns.forget(post.leader);
		this.#handOver(post);
	}

	#publish(): void {
		const ids = Array.from({ length: 1 + this.chance.below(3) }, () =>
			uuid(0x500 + this.chance.below(9))
		);
		const body = this.chance.happens(0.3) ? null : JSON.stringify(this.chance.below(1000));
		const scope = this.chance.pick(['kb:staff', 'kb:public', 'ref:public'] as const);
		this.server.write([...new Set(ids)].map((id) => ({ scope, kind: 'article', id, body })));
	}

	/** The second line's worker goes to another unit, and perhaps back. */
	#transfer(): void {
		for (const post of this.posts)
			if (post.actor.type === 'staff' && post.actor.id === WORKER.id)
				post.actor = { ...post.actor, unitId: this.chance.pick([UNIT.roads, UNIT.guard]) };
	}

	/** The server decides again, and throws away bytes that no ticket has named for long. */
	#tidyUp(): void {
		this.server.undecided.clear();
		for (const sha256 of this.server.blobs)
			if (!this.server.isNamed(sha256)) this.server.blobs.delete(sha256);
	}

	/** Months go by, sooner or later noticed by the server, or a clock is set wrong. */
	#timePasses(post: Post): void {
		const what = this.chance.below(3);
		const months = 1 + this.chance.below(8);
		if (what === 0) this.server.now = new Date(this.server.now.getTime() + months * MONTH_MS);
		else if (what === 1) this.server.endRetention();
		else {
			post.clockAheadMs = (this.chance.below(25) - 12) * MONTH_MS;
			if (post.clockAheadMs > 0) this.clocksAhead += 1;
		}
	}

	/** The disk loses a row, or says something else than was written. */
	#damage({ device: { rowDisk }, damaged }: Post): void {
		const hurt = [...rowDisk.rows].filter(() => this.chance.happens(0.1))[0];
		if (!hurt) return;
		const [key, row] = hurt;
		const rows = new Map(rowDisk.rows);
		if (this.chance.happens(0.5)) rows.delete(key);
		else rows.set(key, { ...row, body: `${row.body} ` });
		rowDisk.rows = rows;
		damaged.add(row.scope);
		this.damages += 1;
	}

	/** The server is put back to an earlier state, and has forgotten what came after it. */
	#backUpOrRestore(): void {
		if (!this.#backup) {
			this.#backup = this.server.backup();
			return;
		}
		this.#backup();
		this.#backup = null;
		this.restores += 1;
		// The files come from another backup, which may be an older one.
		for (const sha256 of this.server.blobs)
			if (this.chance.happens(0.3)) this.server.blobs.delete(sha256);
	}

	/** A restored profile: the same outbox a second time, on a device of its own. */
	#copy({ device, actor, written }: Post): void {
		if (this.posts.length < 7)
			this.#place(actor, { disk: structuredClone(device.outboxDisk), written });
	}
}
