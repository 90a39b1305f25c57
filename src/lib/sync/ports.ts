/**
 * What the engine asks of the world. Each port is small and states its guarantee; the browser, the
 * tests and a simulation bring their own.
 */
import type {
	Command,
	ConfirmRequest,
	ConfirmResponse,
	FinalOutcome,
	Head,
	Manifest,
	ManifestRequest,
	PulledRow,
	PullRequest,
	PullResponse,
	PushRequest,
	PushResponse,
	Told
} from './protocol.ts';
import type { OpenedPack, PackBytes, PackOpener } from './pack.ts';
import type { Scope } from './scope.ts';
import type { PushPace } from './push-pace.ts';

/** A row as the device keeps it: the text that was hashed, and the hash computed here from it. */
export type StoredRow = Omit<PulledRow, 'body' | 'version'> & {
	readonly body: string;
	readonly hash: number;
	/** What its time counts from, where it has an end; see expiry.ts. */
	readonly month?: number;
};

/** A pulled row on its way in; what left has no text and no hash. */
export type StagedRow =
	StoredRow | (Omit<StoredRow, 'body'> & { readonly body: null; readonly hash: 0 });

/** How far a scope is here: the cursor with the proof computed from this device's own rows. */
export type HeldScope = {
	readonly scope: Scope;
	readonly version: number;
	readonly count: number;
	readonly sum: number;
};

/** What the device's data must become when the last page of a pull is in. */
export type Application = {
	readonly heads: readonly Head[];
	/** Scopes to be emptied before their rows go in: they come whole. */
	readonly reset: readonly Scope[];
	/** Scopes that begin with these packs, which are kept here already; the rows go on top of them. */
	readonly packed: readonly { readonly scope: Scope; readonly packs: readonly string[] }[];
	/** Those of the last page, which need not be staged. */
	readonly rows: readonly StagedRow[];
	/** Whether pages before it were; what else is aside is left from a pull that was broken off. */
	readonly hasStaged: boolean;
	readonly serverTime: string;
	/** The last month that is over by the server's clock: what a wrong one ended here comes again. */
	readonly overThrough: number;
};

/**
 * The rows of one owner on this device.
 * Guarantee: `apply` happens whole or not at all, cursors with their rows; it is refused when another
 * tab leads meanwhile (the fencing token is checked inside the same transaction).
 */
export type RowStore = {
	held(): Promise<readonly HeldScope[]>;
	/** Keeps a page aside that is not the last; nothing of it is shown before `apply`. `first` drops what an earlier pull left. */
	stage(rows: readonly StagedRow[], page: { first: boolean; token: number }): Promise<void>;
	/** @returns the scopes whose own count and sum differ from the server's; with one, nothing is applied */
	apply(application: Application, token: number): Promise<readonly Scope[]>;
	/** Which of these packs are kept here, by an earlier load or one that was broken off. */
	havePacks(names: readonly string[]): Promise<ReadonlySet<string>>;
	/** Keeps packs aside; nothing of them is shown before `apply` takes them in. */
	keepPacks(packs: readonly OpenedPack[], token: number): Promise<void>;
	/** Takes the text off all rows of this month and before. Repeating it changes nothing. */
	expire(month: number): Promise<void>;
	/**
	 * Counts and hashes every row anew, where `apply` only keeps account of what it changes. A pack that
	 * is not what its name says is thrown away, to be fetched again.
	 * @returns the scopes whose rows are not what the last apply left: the disk lost or changed some
	 */
	audit(hashOf: HashOf): Promise<readonly Scope[]>;
};

/** The hash of a row as its text says it, whatever hash is stored beside it. */
export type HashOf = (row: Pick<StoredRow, 'kind' | 'id' | 'body'>) => Promise<number>;

/** A command as it is written; the queue gives it its place. */
export type NewCommand = Omit<Command, 'seq' | 'prev'> & {
	/** The lane whose last waiting command this one must follow, where that is not its own. */
	readonly after?: string;
	/** Hash of the photograph whose bytes must be at the server first. */
	readonly blob?: string;
};

/** A command in the outbox with what became of it. */
export type OutboxEntry = {
	readonly command: Command;
	readonly owner: string;
	/** Null while it waits to be sent. */
	readonly outcome: FinalOutcome | null;
	/** True once what it did is in the rows, or nothing of it will ever be. */
	readonly settled: boolean;
	/** Hash of the photograph it names, while that has not arrived at the server. */
	readonly blob: string | null;
};

/**
 * May what is written next in its lane build on it? What was carried out counts as much as what waits:
 * a server that was put back knows neither, and must not take the next before it.
 */
export const isGroundForMore = ({ outcome }: OutboxEntry): boolean =>
	outcome === null || outcome.status === 'applied';

/** Its person was told no, and has seen why. */
export const isRefusedForGood = (outcome: FinalOutcome | null): boolean =>
	outcome?.status === 'rejected' || outcome?.status === 'skipped';

/**
 * The commands of one owner.
 * Guarantee: what `add` resolved for survives a killed browser; an entry loses its place in the
 * queue only in the transaction that stores its outcome.
 */
export type Outbox = {
	client(): Promise<string>;
	/** Not answered yet, in the order of seq. */
	waiting(): Promise<readonly OutboxEntry[]>;
	settle(outcomes: readonly FinalOutcome[], token: number): Promise<void>;
	/** Takes a new identity and gives every waiting command a new number under it. */
	renumber(token: number): Promise<void>;
	/**
	 * Marks what the rows hold by now, so that it is no longer laid over them.
	 * @returns ids of what should be in rows of these versions and is not: told by another past
	 */
	markSettled(versions: ReadonlyMap<Scope, number>): Promise<readonly string[]>;
	/** What was answered and is still kept here. */
	answered(): Promise<readonly Told[]>;
	/** Offers again what was answered once, as the server, put back since, says otherwise. */
	offerAgain(ids: readonly string[], token: number): Promise<void>;
	/**
	 * The server, put back since, knows nothing of these. What it carried out, or had put aside whole, is
	 * offered again. What it had refused stays so, as its person was told; what waits behind it goes alone.
	 */
	forgotten(ids: readonly string[], token: number): Promise<void>;
	/** The bytes are needed again: the server does not have them. */
	needBlob(seq: number): Promise<void>;
};

/** Failures that cost no command, whatever they are. */
export type TransportFailure =
	| { readonly type: 'unreachable' }
	| { readonly type: 'busy'; readonly retryAfterMs: number | null }
	| { readonly type: 'signInNeeded' }
	| { readonly type: 'otherOwner' }
	| { readonly type: 'revoked' }
	| { readonly type: 'updateNeeded' }
	| { readonly type: 'fault'; readonly message: string };

export type Answered<T> =
	| { readonly ok: true; readonly value: T }
	| { readonly ok: false; readonly error: TransportFailure };

/** The server, as seen through a network that loses, repeats and delays. Never throws. */
export type Transport = {
	push(request: PushRequest): Promise<Answered<PushResponse>>;
	pull(request: PullRequest): Promise<Answered<PullResponse>>;
	confirm(request: ConfirmRequest): Promise<Answered<ConfirmResponse>>;
	manifest(request: ManifestRequest): Promise<Answered<Manifest>>;
	/** What lies under these names, in their order, whatever it is: who asks looks. */
	packs(scope: Scope, names: readonly string[]): Promise<Answered<readonly PackBytes[]>>;
};

/** SHA-256; of a text, of its UTF-8. */
export type Digest = (content: string | Uint8Array<ArrayBuffer>) => Promise<Uint8Array>;

export type EnginePorts = {
	readonly owner: string;
	/** Given by the lock that made this tab the leader; every write of the engine shows it. */
	readonly token: number;
	readonly rows: RowStore;
	readonly outbox: Outbox;
	readonly transport: Transport;
	readonly digest: Digest;
	readonly pace: PushPace;
	readonly inflate: PackOpener['inflate'];
	readonly decode: PackOpener['decode'];
};
