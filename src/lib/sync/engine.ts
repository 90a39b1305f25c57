/**
 * The engine: what waits goes up, what changed comes down. It has no clock, no network and no
 * database of its own, only ports, so that a simulation can run it through every fault.
 */
import { lastGoneMonth } from '#lib/domain/retention.ts';
import { hashFromDigest, hashedText } from './checksum.ts';
import { monthOfRow } from './expiry.ts';
import { fetchPacks } from './fetch-packs.ts';
import type {
	Answered,
	Application,
	Digest,
	EnginePorts,
	HeldScope,
	Outbox,
	OutboxEntry,
	StagedRow,
	TransportFailure
} from './ports.ts';
import {
	CONFIRM_LIMIT,
	PROTOCOL_VERSION,
	type Cursor,
	type FinalOutcome,
	type Head,
	type Manifest,
	type Outcome,
	type PulledRow,
	type PullResponse
} from './protocol.ts';
import { PUSH_LIMIT } from './push-limits.ts';
import type { Scope } from './scope.ts';

export type PushReport =
	| { readonly type: 'nothingToSend' }
	/** `again`: more can be sent at once; otherwise what is left must wait for something. */
	| { readonly type: 'sent'; readonly answered: number; readonly again: boolean }
	| { readonly type: 'failed'; readonly failure: TransportFailure };

export type PullReport =
	| { readonly type: 'pulled'; readonly rows: number; readonly repaired: readonly Scope[] }
	| { readonly type: 'failed'; readonly failure: TransportFailure };

/** Offers the next commands, and stores each outcome in the transaction that takes it off the queue. */
export async function pushOnce(ports: EnginePorts): Promise<PushReport> {
	const { outbox, transport, owner, token, pace } = ports;
	const sendable = inOrder(await outbox.waiting());
	if (sendable.length === 0) return { type: 'nothingToSend' };
	const batch = batchOf(sendable, pace.characters);
	const ended = pace.begin();
	const answered = await transport.push({
		protocol: PROTOCOL_VERSION,
		client: await outbox.client(),
		owner,
		commands: batch.map(({ command }) => command)
	});
	ended(answered.ok);
	if (!answered.ok) return { type: 'failed', failure: answered.error };
	if (answered.value.type === 'clientForked') {
		await outbox.renumber(token);
		return { type: 'sent', answered: 0, again: true };
	}
	const outcomes = outcomesOf(batch, answered.value.outcomes);
	const final = outcomes.filter(isFinal);
	await outbox.settle(final, token);
	await askForBytes(outbox, batch, outcomes);
	return {
		type: 'sent',
		answered: final.length,
		again: final.length > 0 && sendable.length > final.length
	};
}

/** The beginning of the queue that fits into one request; a single command always does. */
function batchOf(sendable: readonly OutboxEntry[], most: number): readonly OutboxEntry[] {
	let characters = 0;
	const tooMany = sendable.findIndex(({ command }, index) => {
		characters += JSON.stringify(command).length;
		return index === PUSH_LIMIT || (index > 0 && characters > most);
	});
	return tooMany < 0 ? sendable : sendable.slice(0, tooMany);
}

/** A proxy may give an old answer: it says nothing of these, and is no reason to ask again at once. */
function outcomesOf(
	batch: readonly OutboxEntry[],
	answered: readonly Outcome[]
): readonly Outcome[] {
	const asked = new Set(batch.map(({ command }) => command.seq));
	return answered.filter(({ seq }) => asked.has(seq));
}

const isFinal = (outcome: Outcome): outcome is FinalOutcome => outcome.status !== 'retry';

/**
 * What may be sent now, in order: a command waits for the photograph it names, and for the command
 * before it in its lane; other lanes do not wait with it.
 */
export function inOrder(waiting: readonly OutboxEntry[]): readonly OutboxEntry[] {
	const unanswered = new Set(waiting.map(({ command }) => command.seq));
	const going = new Set<number>();
	return waiting.filter(({ command, blob }) => {
		const free = command.prev === null || !unanswered.has(command.prev) || going.has(command.prev);
		if (blob !== null || !free) return false;
		going.add(command.seq);
		return true;
	});
}

async function askForBytes(
	outbox: Outbox,
	batch: readonly OutboxEntry[],
	outcomes: readonly Outcome[]
): Promise<void> {
	const early = new Set(
		outcomes.flatMap((one) => (one.status === 'retry' && one.missing ? [one.seq] : []))
	);
	for (const { command } of batch) if (early.has(command.seq)) await outbox.needBlob(command.seq);
}

export type ConfirmReport =
	| { readonly type: 'confirmed'; readonly differing: number }
	| { readonly type: 'failed'; readonly failure: TransportFailure };

/**
 * Asks whether the server still says what it answered. One that was put back to an earlier state does
 * not, and shows it nowhere else to a device whose scopes did not change.
 */
export async function confirmOnce(ports: EnginePorts): Promise<ConfirmReport> {
	const { outbox, transport, owner, token } = ports;
	const client = await outbox.client();
	const answers = await outbox.answered();
	let differing = 0;
	for (let start = 0; start < answers.length; start += CONFIRM_LIMIT) {
		const told = answers.slice(start, start + CONFIRM_LIMIT);
		const answered = await transport.confirm({ protocol: PROTOCOL_VERSION, client, owner, told });
		if (!answered.ok) return { type: 'failed', failure: answered.error };
		const { unknown, different } = answered.value;
		if (unknown.length > 0) await outbox.forgotten(unknown, token);
		if (different.length > 0) await outbox.offerAgain(different, token);
		differing += unknown.length + different.length;
	}
	return { type: 'confirmed', differing };
}

/**
 * Looks at every row of the device, once in a while: what the disk lost or changed shows in a pull only
 * when the server changes the same row. What differs is fetched anew.
 */
export async function auditOnce(ports: EnginePorts): Promise<PullReport> {
	const differing = await ports.rows.audit((row) => hashOfRow(row, ports.digest));
	return differing.length === 0
		? { type: 'pulled', rows: 0, repaired: [] }
		: fetchAnew(ports, differing);
}

/**
 * Fetches page after page aside, then applies all of it at once, and proves it: the device's own count
 * and checksum of every scope must be the server's. A scope that differs is fetched anew, once.
 */
export async function pullOnce(ports: EnginePorts): Promise<PullReport> {
	const held = await ports.rows.held();
	const first = await fetchPages(ports, held, []);
	if (!first.ok) return { type: 'failed', failure: first.error };
	if (hasOtherPast(held, first.value)) {
		// Before the rows: broken off in between, the next pull meets the same reset once more.
		const confirmed = await confirmOnce(ports);
		if (confirmed.type === 'failed') return confirmed;
	}
	const differing = await ports.rows.apply(first.value, ports.token);
	if (differing.length === 0) return finish(ports, first.value, []);
	// Whatever else is wrong is found now too, and a pack that is, is not taken in again.
	const damaged = await ports.rows.audit((row) => hashOfRow(row, ports.digest));
	return fetchAnew(ports, [...new Set([...differing, ...damaged])]);
}

/** A scope that was held has no such version any more: the server was put back to an earlier state. */
function hasOtherPast(held: readonly HeldScope[], { reset }: Fetched): boolean {
	return held.some(({ scope, version }) => version > 0 && reset.includes(scope));
}

async function fetchAnew(ports: EnginePorts, differing: readonly Scope[]): Promise<PullReport> {
	const again = await fetchPages(ports, await ports.rows.held(), differing);
	if (!again.ok) return { type: 'failed', failure: again.error };
	const still = await ports.rows.apply(again.value, ports.token);
	if (still.length === 0) return finish(ports, again.value, differing);
	const message = `Scopes differ even when fetched anew: ${still.join(', ')}`;
	return { type: 'failed', failure: { type: 'fault', message } };
}

type Fetched = {
	readonly heads: readonly Head[];
	readonly reset: readonly Scope[];
	readonly packed: Application['packed'];
	readonly rows: readonly StagedRow[];
	readonly hasStaged: boolean;
	readonly serverTime: string;
	readonly overThrough: number;
	readonly count: number;
};

async function fetchPages(
	ports: EnginePorts,
	held: readonly HeldScope[],
	anew: readonly Scope[]
): Promise<Answered<Fetched>> {
	const { transport, rows, digest, token, owner } = ports;
	const reset = new Set(anew);
	const manifests = new Map<Scope, Manifest>();
	let cursors: readonly Cursor[] = held
		.filter(({ scope }) => !reset.has(scope))
		.map(({ scope, version, sum }) => ({ scope, version, sum }));
	let count = 0;
	for (let first = true; ; first = false) {
		const answered = await transport.pull({
			protocol: PROTOCOL_VERSION,
			owner,
			cursors: [...cursors]
		});
		if (!answered.ok) return answered;
		const page: PullResponse = answered.value;
		const packed = page.heads.filter((head) => head.packed).map(({ scope }) => scope);
		for (const scope of packed) {
			if (manifests.has(scope)) return { ok: false, error: doesNotKnowItsPacks(scope) };
			const manifest = await fetchPacks(ports, scope);
			if (!manifest.ok) return manifest;
			manifests.set(scope, manifest.value);
			reset.add(scope);
		}
		for (const head of page.heads) if (head.reset) reset.add(head.scope);
		const hashed = await hashAll(page.rows, digest);
		count += page.rows.length;
		if (!page.more && packed.length === 0) {
			const { heads, serverTime } = page;
			const begun = [...manifests.values()].map(({ scope, packs }) => ({ scope, packs }));
			const overThrough = lastGoneMonth(new Date(serverTime));
			const parts = { reset: [...reset], packed: begun, rows: hashed, hasStaged: !first };
			return { ok: true, value: { heads, ...parts, serverTime, overThrough, count } };
		}
		await rows.stage(hashed, { first, token });
		cursors = page.heads.map(({ scope, version, packed }) => {
			const manifest = packed && manifests.get(scope);
			return manifest
				? { scope, version: manifest.version, sum: manifest.sum }
				: { scope, version, sum: null };
		});
	}
}

const doesNotKnowItsPacks = (scope: Scope): TransportFailure => ({
	type: 'fault',
	message: `The server does not know the version of its own packs of ${scope}`
});

async function hashAll(rows: readonly PulledRow[], digest: Digest): Promise<readonly StagedRow[]> {
	return Promise.all(
		rows.map(async (row) => {
			const { scope, kind, id, body } = row;
			if (body === null) return { scope, kind, id, body, hash: 0 };
			const hash = await hashOfRow({ kind, id, body }, digest);
			const month = monthOfRow({ kind, body });
			return { scope, kind, id, body, hash, ...(month === undefined ? {} : { month }) };
		})
	);
}

const hashOfRow = async (row: Parameters<typeof hashedText>[0], digest: Digest): Promise<number> =>
	hashFromDigest(await digest(hashedText(row)));

/** What was told before the pull and is not in it, is of another past, like what a reset shows. */
async function finish(
	{ outbox, token }: EnginePorts,
	{ heads, count }: Fetched,
	repaired: readonly Scope[]
): Promise<PullReport> {
	const versions = new Map(heads.map(({ scope, version }) => [scope, version]));
	const missing = await outbox.markSettled(versions);
	if (missing.length > 0) await outbox.offerAgain(missing, token);
	return { type: 'pulled', rows: count, repaired };
}
