/**
 * Commands come in here. Each is one transaction: found again or noted, decided, written, answered.
 * Whatever is repeated, reordered or cut off, a command has one effect and one stored outcome.
 */
import { randomUUID } from 'node:crypto';
import { and, eq, inArray, or } from 'drizzle-orm';
import type { Actor } from '#lib/domain/org/roles.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import type { Command, Outcome, PushRequest, PushResponse } from '#lib/sync/protocol.ts';
import type { Scope } from '#lib/sync/scope.ts';
import type { Database, Transaction } from '../db/connection.ts';
import { isPassing } from '../db/faults.ts';
import { syncClient, syncCommand, syncScope, type StoredOutcome } from '../db/schema/index.ts';
import { applyCommand, type Application } from './apply-command.ts';
import { admit, SyncRefused } from './admission.ts';
import { chainsOf, workOn } from './chains.ts';
import { noteFailure } from './quarantine.ts';
import { storableCommand } from './storable-command.ts';

/** A device that sends what waited for hours takes no more of the connections than this. */
const CHAINS_AT_ONCE = 4;

/** Offered too early: before what it builds on, or before the bytes it names. */
type Undecided = 'retry' | 'missingBytes';

export type PushServices = {
	readonly db: Database;
	readonly now: () => Date;
	/** Tells the other nodes and this one's listeners which scopes may have moved. */
	readonly announce: (scopes: readonly Scope[]) => void;
	/** Reports a fault that no person caused. */
	readonly report: (fault: unknown, about: string) => void;
};

/**
 * @returns one outcome per command, in their order
 * @throws SyncRefused when nothing of the request may be looked at; nothing is lost, it is offered again
 */
export async function push(
	services: PushServices,
	actor: Actor,
	request: PushRequest
): Promise<PushResponse> {
	admit(actor, request);
	await bindClient(services.db, request, actor);
	const told = new Map<number, StoredOutcome | Undecided>();
	let forked = false;
	const commands = request.commands.map(storableCommand);
	await workOn(chainsOf(commands), CHAINS_AT_ONCE, async (command) => {
		const stored = await answer(services, { client: request.client, command, actor });
		if (stored === 'forked') forked = true;
		else told.set(command.seq, stored);
		return !forked;
	});
	const touched = new Set([...told.values()].flatMap(scopesIn));
	if (touched.size > 0) services.announce([...touched]);
	if (forked) return { type: 'clientForked' };
	const heads = await headsOf(services.db, [...touched]);
	const outcomes = commands.map(({ seq }) => outcomeOf(seq, told.get(seq) ?? 'retry', heads));
	return { type: 'outcomes', serverTime: services.now().toISOString(), outcomes };
}

async function bindClient(db: Database, request: PushRequest, actor: Actor): Promise<void> {
	const owner = ownerKeyOf(actor);
	const known = await ownerOf(db, request.client);
	if (known === owner) return;
	if (known === null)
		await db.insert(syncClient).values({ id: request.client, owner }).onConflictDoNothing();
	if ((await ownerOf(db, request.client)) !== owner) throw new SyncRefused('otherOwner');
}

async function ownerOf(db: Database, client: string): Promise<string | null> {
	const [known] = await db
		.select({ owner: syncClient.owner })
		.from(syncClient)
		.where(eq(syncClient.id, client));
	return known?.owner ?? null;
}

/** A fault rolls back everything of the command; the next offer tries again, up to a limit. */
async function answer(
	services: PushServices,
	offer: Omit<Application, 'now'>
): Promise<StoredOutcome | Undecided | 'forked'> {
	const { client, command } = offer;
	try {
		return await services.db.transaction(async (tx) => {
			const known = await noteCommand(tx, client, command);
			if (known !== 'new') return known;
			if (command.prev !== null && !(await isAnswered(tx, client, command.prev))) throw new Retry();
			const outcome = await applyCommand(tx, { ...offer, now: services.now() });
			if (outcome === 'retry') throw new Retry('missingBytes');
			await tx
				.update(syncCommand)
				.set({ outcome })
				.where(and(eq(syncCommand.client, client), eq(syncCommand.seq, command.seq)));
			return outcome;
		});
	} catch (fault) {
		if (fault instanceof Retry) return fault.why;
		if (isPassing(fault)) return 'retry';
		services.report(fault, `command ${command.name} ${command.id}`);
		const isPutAside = await noteFailure(services.db, offer, fault);
		return isPutAside ? { status: 'quarantined' } : 'retry';
	}
}

/** Leaves the transaction without a trace: the command was too early. */
class Retry extends Error {
	readonly why: Undecided;
	constructor(why: Undecided = 'retry') {
		super(why);
		this.why = why;
	}
}

/** The row that makes a command happen once: its number in its store, and its own id anywhere. */
async function noteCommand(
	tx: Transaction,
	client: string,
	command: Command
): Promise<StoredOutcome | 'new' | 'forked' | 'retry'> {
	const { id, seq, subject, name } = command;
	const inserted = await tx
		.insert(syncCommand)
		.values({ client, seq, id, subject, name })
		.onConflictDoNothing()
		.returning({ seq: syncCommand.seq });
	if (inserted.length > 0) return 'new';
	const rows = await tx
		.select()
		.from(syncCommand)
		.where(
			or(eq(syncCommand.id, id), and(eq(syncCommand.client, client), eq(syncCommand.seq, seq)))
		);
	const same = rows.find((row) => row.id === id);
	if (!same) return rows.length > 0 ? 'forked' : 'retry';
	if (!same.outcome) return 'retry';
	if (same.client !== client || same.seq !== seq) await noteAgain(tx, { ...same, client, seq });
	return same.outcome;
}

/**
 * A copied store took a new identity and offers under a new number what was answered under the old
 * one. Its answer is noted under the new number too, where the next command of the case looks for it.
 */
async function noteAgain(tx: Transaction, answered: typeof syncCommand.$inferSelect) {
	await tx
		.insert(syncCommand)
		.values({ ...answered, id: randomUUID() })
		.onConflictDoNothing();
}

async function isAnswered(tx: Transaction, client: string, seq: number): Promise<boolean> {
	const rows = await tx
		.select({ outcome: syncCommand.outcome })
		.from(syncCommand)
		.where(and(eq(syncCommand.client, client), eq(syncCommand.seq, seq)));
	return rows.some(({ outcome }) => outcome !== null);
}

const scopesIn = (stored: StoredOutcome | Undecided): readonly Scope[] =>
	typeof stored !== 'string' && stored.scopes ? stored.scopes : [];

/** Versions as of now: at least those that hold the effect, which were drawn at its commit. */
async function headsOf(
	db: Database,
	scopes: readonly Scope[]
): Promise<ReadonlyMap<Scope, number>> {
	if (scopes.length === 0) return new Map();
	const rows = await db
		.select({ key: syncScope.key, version: syncScope.version })
		.from(syncScope)
		.where(inArray(syncScope.key, [...scopes]));
	return new Map(rows.map(({ key, version }) => [key, version]));
}

function outcomeOf(
	seq: number,
	stored: StoredOutcome | Undecided,
	heads: ReadonlyMap<Scope, number>
): Outcome {
	if (stored === 'retry') return { seq, status: 'retry' };
	if (stored === 'missingBytes') return { seq, status: 'retry', missing: 'bytes' };
	if (stored.status !== 'applied') return { ...stored, seq };
	const versions = scopesIn(stored).map((scope) => [scope, heads.get(scope) ?? 0] as const);
	return {
		seq,
		status: 'applied',
		number: stored.number,
		heads: Object.fromEntries(versions)
	};
}
