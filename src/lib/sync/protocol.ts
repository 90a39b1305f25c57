/**
 * What travels between a device and the server. Commands go up, state comes down; ARCHITECTURE.md and
 * docs/decisions/0005-sync.md tell the whole story.
 */
import * as v from 'valibot';
import { REFUSAL_CODES, type Refusal } from '#lib/domain/ticket/refusals.ts';
import { PUSH_LIMIT } from './push-limits.ts';
import { ENTITY_KINDS, type Scope } from './scope.ts';

/** Raised with every change that an older side would not understand. 2: large scopes come in packs. */
export const PROTOCOL_VERSION = 2;
/** Devices come back after weeks with the build they left with: the version before is understood too. */
export const OLDEST_PROTOCOL = 1;
/** From this version on a client knows packs. */
export const PACKS_SINCE = 2;

/** Changed rows in one page of a pull; a page never splits one version of a scope. */
export const PULL_LIMIT = 500;

const uuid = v.pipe(v.string(), v.uuid());
const instant = v.pipe(v.string(), v.isoTimestamp());
const owner = v.pipe(v.string(), v.maxLength(64));
const natural = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** The place of a command in its store; the database keeps it in 32 bits. */
const place = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(2 ** 31 - 1));
/** A scope names itself; whether the reader may hold it is decided on the server, from its rights. */
const scope = v.custom<Scope>(
	(text) => typeof text === 'string' && /^(kb|ref|queue|unit|mine):[\w-]{1,64}$/u.test(text)
);

export const commandSchema = v.object({
	/** Made with the command; the same command never gets another one. */
	id: uuid,
	/** Grows from command to command of one store, under whatever name; no two have the same. */
	seq: place,
	/** The seq that must be answered before this one; null where nothing precedes. */
	prev: v.nullable(place),
	/** The case that keeps its order; lanes never wait for each other. */
	lane: v.pipe(v.string(), v.maxLength(100)),
	/** The ticket that the command is about. */
	subject: uuid,
	name: v.pipe(v.string(), v.maxLength(64)),
	/** The version of the arguments' form. */
	version: natural,
	args: v.record(v.string(), v.unknown()),
	capturedAt: instant
});
export type Command = v.InferOutput<typeof commandSchema>;

export const pushRequestSchema = v.object({
	protocol: natural,
	/** One store of one person on one device. */
	client: uuid,
	/** Whose commands these are, as the device knows it: refused when somebody else is signed in. */
	owner,
	commands: v.pipe(v.array(commandSchema), v.maxLength(PUSH_LIMIT))
});
export type PushRequest = v.InferOutput<typeof pushRequestSchema>;

/** Commands in one confirmation. */
export const CONFIRM_LIMIT = 500;

export const confirmRequestSchema = v.object({
	protocol: natural,
	client: uuid,
	owner,
	/** What became of commands, as the device was told. */
	told: v.pipe(
		v.array(
			v.object({
				id: uuid,
				/** Its place under the client's present name, where what comes next will look for it. */
				seq: v.nullable(place),
				status: v.picklist(['applied', 'rejected', 'skipped', 'quarantined'])
			})
		),
		v.maxLength(CONFIRM_LIMIT)
	)
});
export type ConfirmRequest = v.InferOutput<typeof confirmRequestSchema>;
export type Told = ConfirmRequest['told'][number];

/** Ids of those that the server, put back to an earlier state since, does not know or knows otherwise. */
export type ConfirmResponse = {
	readonly unknown: readonly string[];
	readonly different: readonly string[];
};

const refusalSchema = v.object({
	code: v.picklist(REFUSAL_CODES),
	field: v.exactOptional(v.string()),
	params: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()])))
});

const headsSchema = v.record(v.string(), natural);

/** The server's last word on a command, stored with it; a repeated push gets the same one. */
export const outcomeSchema = v.variant('status', [
	v.object({
		seq: natural,
		status: v.literal('applied'),
		/** The official number, for a registration. */
		number: v.nullable(v.string()),
		/** Versions of the touched scopes that hold the effect for certain. */
		heads: headsSchema
	}),
	v.object({ seq: natural, status: v.literal('rejected'), refusal: refusalSchema }),
	/** Not tried, because the act it builds on was refused. */
	v.object({ seq: natural, status: v.literal('skipped'), refusal: refusalSchema }),
	/** Kept on the server for a person to look at: it broke the server, or is from another time. */
	v.object({ seq: natural, status: v.literal('quarantined') }),
	/** Not decided yet: offer it again later. */
	v.object({
		seq: natural,
		status: v.literal('retry'),
		/** The photograph it names is not at the server: its bytes are needed first. */
		missing: v.exactOptional(v.literal('bytes'))
	})
]);
export type Outcome = v.InferOutput<typeof outcomeSchema>;
export type FinalOutcome = Exclude<Outcome, { status: 'retry' }>;
export type { Refusal };

export type PushResponse =
	| {
			readonly type: 'outcomes';
			readonly serverTime: string;
			readonly outcomes: readonly Outcome[];
	  }
	/** Another store already used these numbers: this one is a copy and must take a new identity. */
	| { readonly type: 'clientForked' };

export const cursorSchema = v.object({
	scope,
	version: natural,
	/** Null between the pages of one pull, when there is no state to prove yet. */
	sum: v.nullable(natural)
});
export type Cursor = v.InferOutput<typeof cursorSchema>;

export const pullRequestSchema = v.object({
	protocol: natural,
	/** Whose rows these are: an ended session must not empty the store of the person who had it. */
	owner,
	cursors: v.pipe(v.array(cursorSchema), v.maxLength(32))
});
export type PullRequest = v.InferOutput<typeof pullRequestSchema>;

export const pulledRowSchema = v.object({
	scope,
	kind: v.picklist(ENTITY_KINDS),
	id: v.string(),
	version: natural,
	/** The row as JSON text, exactly as hashed; null where it left the scope. */
	body: v.nullable(v.string())
});
export type PulledRow = v.InferOutput<typeof pulledRowSchema>;

export const headSchema = v.object({
	scope,
	/** How far this page brings the scope; with `more`, short of the head. */
	version: natural,
	/** Rows and checksum of the scope at its head; the device computes its own and compares. */
	count: natural,
	sum: natural,
	/** The cursor was of another history, or too old: what was held is replaced by what comes. */
	reset: v.boolean(),
	/** Rows of this month and before have been forgotten there, without a word on each. */
	goneThrough: v.exactOptional(natural),
	/** It comes in packs and not in pages: none of its rows are here, and its manifest is asked for. */
	packed: v.exactOptional(v.literal(true))
});
export type Head = v.InferOutput<typeof headSchema>;

export const pullResponseSchema = v.object({
	serverTime: instant,
	/** Every scope the reader may hold; what else the device has goes, with all that hung on it. */
	heads: v.array(headSchema),
	rows: v.array(pulledRowSchema),
	/** More pages follow; nothing is shown before the last one. */
	more: v.boolean()
});
export type PullResponse = v.InferOutput<typeof pullResponseSchema>;

export const manifestRequestSchema = v.object({ protocol: natural, owner, scope });
export type ManifestRequest = v.InferOutput<typeof manifestRequestSchema>;

/** A scope in packs, as it was at one version; what changed since comes by its cursor. */
export type Manifest = {
	readonly scope: Scope;
	readonly version: number;
	readonly sum: number;
	/** Names, by the place that `packOf` gives. */
	readonly packs: readonly string[];
};

/** A wake-up: which scopes have moved, and how far. It carries no content. */
export type Wake = Readonly<Record<string, number>>;
