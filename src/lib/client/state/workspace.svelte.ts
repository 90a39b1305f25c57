/**
 * Everything one owner has on this device: rows, outbox, drafts, and what makes them go. Screens read
 * from here and write commands here, and know of nothing beyond it.
 */
import { uuidv7 } from '#lib/client/ids.ts';
import type { RawArguments, CommandName } from '#lib/domain/ticket/arguments.ts';
import { FORM } from '#lib/domain/ticket/forms.ts';
import { firstDayOf, lastGoneMonth } from '#lib/domain/retention.ts';
import type { Refusal } from '#lib/domain/ticket/refusals.ts';
import { trustedNow } from '#lib/sync/expiry.ts';
import { isPending, isRefused } from '#lib/sync/pending.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { headerOf } from '#lib/sync/sealed.ts';
import type { EntityKind } from '#lib/sync/scope.ts';
import { againIfClosed } from '../db/closed.ts';
import { DexieOutbox, type NewCommand } from '../db/dexie-outbox.ts';
import { expireRows } from '../db/expire-rows.ts';
import type { OutboxDatabase, StoredEntry } from '../db/outbox-database.ts';
import { withRoom } from '../db/room.ts';
import { RowDatabase, serverTimeOf } from '../db/row-database.ts';
import { readAll, readOne, type RowOfKind } from '../db/rows.ts';
import { forgetPhoto, keepPhoto, type KeptPhoto } from '../photos/photo-store.ts';
import { STARTING, type SyncStatus } from '../sync/status.ts';
import { deleteOldDrafts, draftsOf, type Drafts } from './drafts.ts';
import type { Identity } from './identity.ts';
import { Live } from './live.svelte.ts';
import type { SeenTicket } from './seen.ts';
import { sealingKeyOf } from './sealing-key.ts';

export type Act<Name extends CommandName> = {
	readonly subject: string;
	readonly name: Name;
	readonly args: RawArguments<Name>;
};

/** By whoever is signed in, or by whoever holds the receipt. */
export type PhotoAct = Act<'ticket.attachPhoto'> | Act<'ticket.addPhoto'>;
export type DocumentAct = Act<'ticket.attachDocument'> | Act<'ticket.addDocument'>;
export type FileAct = PhotoAct | DocumentAct;

type Written = NewCommand & { readonly name: CommandName };

/** @returns null where they are neither kept on this device nor to be had, as after an update */
const rulesHere = () =>
	import('./decisions.ts').catch((fault: unknown) => {
		console.error('The rules of tickets', fault);
		return null;
	});

export class Workspace {
	readonly identity: Identity;
	readonly owner: string;
	readonly db: OutboxDatabase;
	readonly rows: RowDatabase;
	readonly outbox: DexieOutbox;

	readonly #status: Live<SyncStatus>;
	readonly #entries: Live<readonly StoredEntry[]>;
	/** Made when somebody looks at tickets: nobody does at a kiosk. */
	#tickets = $state.raw<Live<readonly SeenTicket[] | null> | null>(null);
	#opening = false;
	readonly #serverTime: Live<string | null>;

	constructor(db: OutboxDatabase, identity: Identity) {
		this.identity = identity;
		this.owner = ownerKeyOf(identity.actor);
		this.db = db;
		this.rows = new RowDatabase(this.owner);
		this.outbox = new DexieOutbox(db, this.owner, { newId: uuidv7, now: () => new Date() });
		this.#status = new Live(() => this.#readStatus(), STARTING);
		this.#serverTime = new Live<string | null>(() => serverTimeOf(this.rows), null);
		this.#entries = new Live(() => this.#readEntries(), []);
	}

	/** When the server was last heard, by its own clock (ISO 8601); kept true. */
	get serverTime(): string | null {
		return this.#serverTime.current;
	}

	get status(): SyncStatus {
		return this.#status.current;
	}

	/** Everything written here that is not in the rows yet, and what was refused; oldest first. */
	get entries(): readonly StoredEntry[] {
		return this.#entries.current;
	}

	/** Null until they were read once. */
	get tickets(): readonly SeenTicket[] | null {
		if (!this.#opening) void this.#openTickets();
		return this.#tickets?.current ?? null;
	}

	/** All rows of a kind, kept true. Make it once, where a component begins. */
	all<Kind extends EntityKind>(kind: Kind) {
		return new Live<readonly RowOfKind[Kind][] | null>(() => readAll(this.rows, kind), null);
	}

	/** One row; undefined until it was looked for, null when this device does not have it. */
	one<Kind extends EntityKind>(kind: Kind, id: string) {
		return new Live<RowOfKind[Kind] | null | undefined>(
			() => readOne(this.rows, kind, id),
			undefined
		);
	}

	/**
	 * Queues an act on a ticket. When it resolves with null it survives a killed browser.
	 * @returns why it is refused already here, on what this device knows: a button pressed twice, for
	 * one. A registration is never: a resident's words are taken down whatever this device has missed
	 */
	async act<Name extends CommandName>(act: Act<Name>): Promise<Refusal | null> {
		const command = this.#commandOf(act);
		const refusal = await this.#refusalOf(command);
		if (refusal) return refusal;
		const sealed = await this.#sealed(command);
		await this.#keep(() => this.outbox.add([sealed]));
		return null;
	}

	/** Queues files that this device keeps (see keepFile): each act is sent when its bytes have arrived. */
	async attach(...acts: readonly FileAct[]): Promise<void> {
		await this.#keep(() => this.outbox.add(acts.map((act) => this.#fileCommandOf(act))));
	}

	/** A registration and its photographs: all of it is kept, or nothing. */
	async register(act: Act<'ticket.register'>, photos: readonly PhotoAct[]): Promise<void> {
		const sealed = await this.#sealed(this.#commandOf(act));
		const queued = photos.map((photo) => this.#fileCommandOf(photo));
		await this.#keep(() => this.outbox.add([sealed, ...queued]));
	}

	/** Takes a refused act back out, to be written anew or given up. */
	async drop(id: string): Promise<void> {
		const sha256 = (await this.db.commands.get(id))?.blob ?? null;
		await this.outbox.drop(id);
		// A photograph taken by mistake must not reach the server although nothing names it any more.
		const entries = await this.db.commands.where('owner').equals(this.owner).toArray();
		const isNamed = entries.some(({ blob }) => blob === sha256);
		if (sha256 !== null && !isNamed) await forgetPhoto(this.db, sha256);
	}

	/** Offers refused acts once more, as they are or mended, in the order in which they were written. */
	async offerAgain(
		entries: readonly StoredEntry[],
		mended: Readonly<Record<string, unknown>> = {}
	) {
		const fresh = entries.map(({ command, blob }, index): NewCommand => {
			const { seq: _seq, prev: _prev, ...rest } = command;
			const args = index === 0 ? { ...command.args, ...mended } : command.args;
			return { ...rest, id: uuidv7(), args, ...(blob === null ? {} : { blob }) };
		});
		const refused = entries.map(({ id }) => id);
		await this.#keep(() => this.outbox.replace(refused, fresh));
	}

	/** Keeps a photograph or a document on this device, until the server has it. */
	keepFile(file: Blob): Promise<KeptPhoto> {
		return this.#keep(() => keepPhoto(this.db, this.owner, file));
	}

	/** What somebody is writing under this workspace's owner. */
	get drafts(): Drafts {
		const now = async () => {
			// A form may still be saving when somebody else works here already, and these rows are closed.
			const told = await serverTimeOf(this.rows).catch(() => null);
			return trustedNow(new Date(), told);
		};
		const drafts = draftsOf(this.db, this.owner, now);
		return { ...drafts, save: (key, value) => this.#keep(() => drafts.save(key, value)) };
	}

	/** What was written here goes before everything that comes again. */
	#keep<T>(write: () => Promise<T>): Promise<T> {
		return withRoom(this.rows, write);
	}

	/** Takes away what is over (R3.3), by the later of the clocks that can be asked. */
	async endTimes(): Promise<void> {
		const told = await againIfClosed(this.rows, () => serverTimeOf(this.rows));
		const over = lastGoneMonth(trustedNow(new Date(), told));
		await againIfClosed(this.rows, () => expireRows(this.rows, over));
		// A wrong clock costs nothing that comes again; what somebody wrote does not.
		if (told !== null)
			await againIfClosed(this.db, () =>
				deleteOldDrafts(this.db, firstDayOf(lastGoneMonth(new Date(told)) + 1))
			);
	}

	close(): void {
		this.rows.close();
	}

	#fileCommandOf(act: FileAct): NewCommand {
		const command = this.#commandOf<FileAct['name']>(act);
		const { sha256 } = 'photo' in act.args ? act.args.photo : act.args.document;
		return { ...command, lane: `photo:${sha256}`, after: command.lane, blob: sha256 };
	}

	#commandOf<Name extends CommandName>({ subject, name, args }: Act<Name>): Written {
		return {
			id: uuidv7(),
			lane: `ticket:${subject}`,
			subject,
			name,
			version: FORM,
			args: { ...args },
			capturedAt: new Date().toISOString()
		};
	}

	/**
	 * What residents write at a kiosk is sealed before it touches the disk: the next one, or whoever carries
	 * the box away, finds nothing to read. Where that cannot be done their report counts for more.
	 */
	async #sealed(command: NewCommand): Promise<NewCommand> {
		if (this.identity.actor.type !== 'device') return command;
		try {
			const key = await sealingKeyOf(this.db);
			if (!key) return command;
			const { seal } = await import('../seal.ts');
			return { ...command, args: { ...(await seal(key, headerOf(command), command.args)) } };
		} catch (fault) {
			console.error('Sealing', fault);
			return command;
		}
	}

	/** Null too where the rules cannot be had here: the server decides by the same ones. */
	async #refusalOf(command: Written): Promise<Refusal | null> {
		const rules = await rulesHere();
		return rules && rules.refusalHere(command, this.#held());
	}

	async #openTickets(): Promise<void> {
		this.#opening = true;
		const rules = await rulesHere();
		this.#opening = rules !== null;
		if (!rules) return;
		// Loaded before anything is asked: a live query that waits for a script no longer notices changes.
		const held = this.#held();
		this.#tickets = new Live<readonly SeenTicket[] | null>(() => rules.seenTickets(held), null);
	}

	#held() {
		const { rows, identity } = this;
		return { rows, actor: identity.actor, entries: () => this.#readEntries() };
	}

	async #readStatus(): Promise<SyncStatus> {
		const held = await this.rows.meta.get('status');
		return held ? (held.value as SyncStatus) : STARTING;
	}

	async #readEntries(): Promise<readonly StoredEntry[]> {
		const all = await this.db.commands.where('owner').equals(this.owner).sortBy('seq');
		return all.filter((entry) => isPending(entry) || isRefused(entry));
	}
}
