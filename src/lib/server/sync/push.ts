/**
 * Commands come in here. What is pushed together is one transaction: found again or decided, written,
 * answered. Whatever is repeated, reordered or cut off, a command has one effect and one stored outcome.
 */
import { inArray } from 'drizzle-orm';
import type { Actor } from '#lib/domain/org/roles.ts';
import type { Command, Outcome, PushRequest, PushResponse } from '#lib/sync/protocol.ts';
import { scopesOf, type Scope } from '#lib/sync/scope.ts';
import type { Database } from '../db/connection.ts';
import { isContention, isPassing } from '../db/faults.ts';
import { syncScope, type StoredOutcome } from '../db/schema/index.ts';
import { admit, SyncRefused } from './admission.ts';
import { AnsweredMeanwhile, answerTogether, TurnNotCome, type AnswerServices } from './answer.ts';
import type { Offer, Told } from './apply-commands.ts';
import { noteFailure } from './quarantine.ts';
import type { SealingKeys } from './sealing-keys.ts';
import { storableCommand } from './storable-command.ts';

export type PushServices = AnswerServices & {
	readonly sealing: Pick<SealingKeys, 'unseal'>;
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
	const opened = await Promise.all(request.commands.map((one) => services.sealing.unseal(one)));
	const commands = opened.map(storableCommand);
	const told = new Map<number, Told>();
	const forked = !(await answerAll(services, { client: request.client, actor, commands }, told));
	const touched = new Set([...told.values()].flatMap(scopesIn));
	if (touched.size > 0) services.announce([...touched]);
	if (forked) return { type: 'clientForked' };
	// Whoever reports something does not learn in whose hands it is.
	const own = scopesOf(actor).filter((scope) => touched.has(scope));
	const heads = await headsOf(services.db, own);
	const outcomes = commands.map(({ seq }) => outcomeOf(seq, told.get(seq) ?? 'retry', heads));
	return { type: 'outcomes', serverTime: services.now().toISOString(), outcomes };
}

/**
 * All together, or, where that meets a fault, in two halves and so on: what broke it is found in few
 * steps, rolled back alone, and holds up nothing else.
 * @param told gets what is decided
 * @returns false when the store is a copy of another; what was told before stays
 */
async function answerAll(
	services: PushServices,
	offer: Offer,
	told: Map<number, Told>
): Promise<boolean> {
	const { commands } = offer;
	try {
		const answers = await answerTogether(services, offer);
		if (answers === 'forked') return false;
		for (const [seq, answer] of answers) told.set(seq, answer);
		return true;
	} catch (fault) {
		if (fault instanceof SyncRefused) throw fault;
		// Without a database, or a turn, there is nothing to be found in halves either.
		if (fault instanceof TurnNotCome || (isPassing(fault) && !isContention(fault))) return true;
		if (commands.length > 1) return inHalves(services, offer, told);
		const [command] = commands;
		if (command) told.set(command.seq, await afterFault(services, { ...offer, command }, fault));
		return true;
	}
}

async function inHalves(
	services: PushServices,
	offer: Offer,
	told: Map<number, Told>
): Promise<boolean> {
	const middle = Math.ceil(offer.commands.length / 2);
	for (const commands of [offer.commands.slice(0, middle), offer.commands.slice(middle)])
		if (!(await answerAll(services, { ...offer, commands }, told))) return false;
	return true;
}

/** A fault rolls back everything of the command; the next offer tries again, up to a limit. */
async function afterFault(
	services: PushServices,
	{ client, command }: { readonly client: string; readonly command: Command },
	fault: unknown
): Promise<Told> {
	if (isPassing(fault) || fault instanceof AnsweredMeanwhile) return 'retry';
	services.report(fault, `command ${command.name} ${command.id}`);
	const isPutAside = await noteFailure(services.db, { client, command }, fault);
	return isPutAside ? { status: 'quarantined' } : 'retry';
}

const scopesIn = (told: Told): readonly Scope[] =>
	typeof told !== 'string' && told.scopes ? told.scopes : [];

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

function outcomeOf(seq: number, told: Told, heads: ReadonlyMap<Scope, number>): Outcome {
	if (told === 'retry') return { seq, status: 'retry' };
	if (told === 'missingBytes') return { seq, status: 'retry', missing: 'bytes' };
	if (told.status !== 'applied') return withoutScopes(told, seq);
	const versions = scopesIn(told).flatMap((scope) => {
		const version = heads.get(scope);
		return version === undefined ? [] : [[scope, version] as const];
	});
	return { seq, status: 'applied', number: told.number, heads: Object.fromEntries(versions) };
}

function withoutScopes(stored: Exclude<StoredOutcome, { status: 'applied' }>, seq: number) {
	const { scopes: _scopes, ...outcome } = stored;
	return { ...outcome, seq };
}
