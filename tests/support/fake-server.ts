/**
 * A server that speaks the protocol, in memory: the real rules decide, scopes and versions are kept as
 * the real one keeps them. It is the oracle of the engine's tests, and breaks in the ways asked for.
 */
import { assert } from '#lib/base/assert.ts';
import { isCommandName } from '#lib/domain/ticket/arguments.ts';
import { lastGoneMonth, monthOf } from '#lib/domain/retention.ts';
import { COMMANDS } from '#lib/domain/ticket/commands.ts';
import { decide } from '#lib/domain/ticket/decide.ts';
import { evolveAll } from '#lib/domain/ticket/evolve.ts';
import type { Ticket } from '#lib/domain/ticket/ticket.ts';
import type { Actor } from '#lib/domain/org/roles.ts';
import { isRefusedForGood } from '#lib/sync/ports.ts';
import type {
	Command,
	ConfirmRequest,
	ConfirmResponse,
	FinalOutcome,
	Manifest,
	ManifestRequest,
	Outcome,
	PulledRow,
	PullRequest,
	PullResponse,
	PushRequest,
	PushResponse,
	Told
} from '#lib/sync/protocol.ts';
import { scopesOf, type Scope } from '#lib/sync/scope.ts';
import type { Change, Proof } from './scope-log.ts';
import { ScopeLogs } from './scope-logs.ts';
import { ticketChanges } from './ticket-changes.ts';
import { AT, contextFor } from './tickets.ts';

/** The stored word on a command; versions are looked up when it is told. */
type Answer = { readonly outcome: FinalOutcome; readonly scopes: readonly Scope[] };

type State = {
	readonly tickets: Map<string, Ticket>;
	readonly scopes: ScopeLogs;
	/** By command id. */
	readonly answers: Map<string, Answer>;
	/** Client and seq → command id. */
	readonly places: Map<string, string>;
	/** Command ids in the order in which they had their effect. */
	readonly effects: string[];
};

const ATTEMPTS = 5;

export class FakeServer {
	/** Rows in a page; asked anew for each. */
	pageLimit: () => number = () => 500;
	/** Its clock. */
	now = new Date(AT);
	/** From how many rows on a scope comes in packs; none does while nobody asks for it. */
	packedFrom = Infinity;
	/** Hashes whose bytes have arrived. */
	readonly blobs = new Set<string>();
	/** Commands that break the server whenever they are tried. */
	readonly poison = new Set<string>();
	/** Commands that it cannot decide just now. */
	readonly undecided = new Set<string>();
	/** Promises that a sabotaged build does not keep. */
	readonly sabotage = {
		noDedupe: false,
		lostCommits: false,
		lateRows: false,
		bytesNotAwaited: false,
		ownerIgnored: false
	};
	/** Commands that had their effect before the bytes they name were there. */
	readonly tooEarly: string[] = [];
	readonly packFiles = new Map<string, Uint8Array<ArrayBuffer>>();
	readonly #failures = new Map<string, number>();
	#running = 0;
	readonly #refused = new Set<string>();
	/** Commands whose bytes had not arrived when they were last offered. */
	readonly #missing = new Set<string>();
	/** What was there when a backup was put back. */
	readonly #pasts: State[] = [];
	#state: State = {
		tickets: new Map(),
		scopes: new ScopeLogs(),
		answers: new Map(),
		places: new Map(),
		effects: []
	};

	get effects(): readonly string[] {
		return this.#state.effects;
	}

	ticket(id: string): Ticket | null {
		return this.#state.tickets.get(id) ?? null;
	}

	/** Does any ticket show these bytes? */
	isNamed(sha256: string): boolean {
		return [...this.#state.tickets.values()].some(({ timeline }) =>
			timeline.some((entry) => entry.type === 'photoAttached' && entry.photo.sha256 === sha256)
		);
	}

	answerTo(commandId: string): FinalOutcome | null {
		return this.#state.answers.get(commandId)?.outcome ?? null;
	}

	/** Did it ever refuse this command, also before a backup was put back? */
	hadRefused(commandId: string): boolean {
		return this.#refused.has(commandId);
	}

	/** What a device of this actor holds when it is up to date. */
	rowsFor(actor: Actor): readonly PulledRow[] {
		return scopesOf(actor).flatMap((scope) => this.#state.scopes.of(scope).rows());
	}

	proofAt(scope: Scope, version: number): Proof | null {
		return this.#state.scopes.of(scope).proofAt(version);
	}

	/** Was this ever the state of a scope at this version, also before a backup was put back? */
	hadProof(scope: Scope, version: number, { count, sum }: Proof): boolean {
		return [this.#state, ...this.#pasts].some(({ scopes }) => {
			const proof = scopes.of(scope).proofAt(version);
			return proof?.count === count && proof.sum === sum;
		});
	}

	/** One transaction of somebody who needs no commands: an import, an editor. */
	write(changes: readonly Change[]): void {
		for (const scope of new Set(changes.map((change) => change.scope)))
			this.#state.scopes.of(scope).seal(changes.filter((change) => change.scope === scope));
		if (!this.sabotage.lateRows) return;
		// Committed after a later version was drawn and seen: they come under the earlier one.
		for (const log of this.#state.scopes.all) log.comeLate();
	}

	/** As it is now, to be put back later: what a backup is. */
	backup(): () => void {
		const { tickets, scopes, answers, places, effects } = this.#state;
		const kept = () => ({
			tickets: new Map(tickets),
			scopes: scopes.copy(),
			answers: new Map(answers),
			places: new Map(places),
			effects: [...effects]
		});
		const state = kept();
		return () => {
			this.#pasts.push(this.#state);
			this.#state = state;
		};
	}

	/** What is over by its clock is gone, without a word on each. */
	endRetention(): void {
		const month = lastGoneMonth(this.now);
		for (const [id, { registeredAt }] of this.#state.tickets)
			if (monthOf(new Date(registeredAt)) <= month) this.#state.tickets.delete(id);
		for (const log of this.#state.scopes.all) log.forget(month);
	}

	push(actor: Actor, { client, commands }: PushRequest): PushResponse {
		const told: (Answer | 'retry')[] = [];
		for (const command of commands) {
			const answer = this.#answer(actor, client, command);
			if (answer === 'forked') return { type: 'clientForked' };
			told.push(answer);
		}
		const outcomes = commands.map(({ id, seq }, index): Outcome => {
			const outcome = this.#tell(seq, told[index] ?? 'retry');
			const isMissing = outcome.status === 'retry' && this.#missing.has(id);
			return isMissing ? { ...outcome, missing: 'bytes' } : outcome;
		});
		return { type: 'outcomes', serverTime: AT, outcomes };
	}

	confirm({ client, told }: ConfirmRequest): ConfirmResponse {
		const { places } = this.#state;
		const isDifferent = ({ id, status }: Told) => (this.answerTo(id)?.status ?? status) !== status;
		const isUnknown = (one: Told) =>
			!isDifferent(one) &&
			(!this.answerTo(one.id) || (one.seq !== null && !places.has(`${client} ${String(one.seq)}`)));
		const idsOf = (which: (one: Told) => boolean) => told.filter(which).map(({ id }) => id);
		return { unknown: idsOf(isUnknown), different: idsOf(isDifferent) };
	}

	pull(actor: Actor, { cursors }: PullRequest): PullResponse {
		const limits = { rows: this.pageLimit(), packedFrom: this.packedFrom };
		const page = this.#state.scopes.page(scopesOf(actor), cursors, limits);
		return { serverTime: this.now.toISOString(), ...page };
	}

	manifest({ scope }: ManifestRequest): Manifest {
		return this.#state.scopes.manifest(scope, this.packFiles);
	}

	#answer(actor: Actor, client: string, command: Command): Answer | 'retry' | 'forked' {
		const { answers, places } = this.#state;
		const place = `${client} ${String(command.seq)}`;
		const known = this.sabotage.noDedupe ? undefined : answers.get(command.id);
		if (known) {
			// Under a copied store's new name it is answered too: what follows looks for it there.
			if (!places.has(place)) places.set(place, command.id);
			return known;
		}
		if (places.has(place) && !this.sabotage.noDedupe) return 'forked';
		const before = command.prev === null ? null : this.#previous(client, command.prev);
		if (before === undefined || this.undecided.has(command.id)) return 'retry';
		const undo = this.sabotage.lostCommits && command.seq % 5 === 4 ? this.backup() : null;
		const answer = this.#try(actor, command, before);
		undo?.();
		if (answer === 'retry' || undo) return answer;
		if (isRefusedForGood(answer.outcome)) this.#refused.add(command.id);
		answers.set(command.id, answer);
		places.set(place, command.id);
		return answer;
	}

	/** Undefined while what came before is not answered. */
	#previous(client: string, seq: number): Answer | undefined {
		const id = this.#state.places.get(`${client} ${String(seq)}`);
		return id === undefined ? undefined : this.#state.answers.get(id);
	}

	#try(actor: Actor, command: Command, before: Answer | null): Answer | 'retry' {
		const { id, seq } = command;
		if (this.poison.has(id)) {
			const failures = (this.#failures.get(id) ?? 0) + 1;
			this.#failures.set(id, failures);
			return failures < ATTEMPTS
				? 'retry'
				: { outcome: { seq, status: 'quarantined' }, scopes: [] };
		}
		const alone = isCommandName(command.name) && COMMANDS[command.name].standsAlone;
		if (before && before.outcome.status !== 'applied' && !alone) {
			const refusal = { code: 'predecessorRefused' } as const;
			return { outcome: { seq, status: 'skipped', refusal }, scopes: [] };
		}
		const photo = command.args['photo'];
		const missing =
			typeof photo === 'object' && photo !== null && 'sha256' in photo
				? !this.blobs.has(String(photo.sha256))
				: false;
		if (missing && !this.sabotage.bytesNotAwaited) {
			this.#missing.add(id);
			return 'retry';
		}
		this.#missing.delete(id);
		const answer = this.#apply(actor, command);
		if (missing && answer.outcome.status === 'applied') this.tooEarly.push(id);
		return answer;
	}

	#apply(actor: Actor, command: Command): Answer {
		const { id, seq, subject, capturedAt } = command;
		const before = this.ticket(subject);
		const number = `ŁCK/2026/${String(this.#running)}`;
		const context = contextFor(actor, {
			...{ commandId: id, subject, capturedAt, number },
			at: this.now.toISOString()
		});
		const decided = decide(before, command, context);
		if (!decided.ok) {
			const { error } = decided;
			const refusal = { ...error, ...(error.params ? { params: { ...error.params } } : {}) };
			return { outcome: { seq, status: 'rejected', refusal }, scopes: [] };
		}
		if (!before) this.#running += 1;
		const after = evolveAll(before, decided.value);
		assert(after, 'what happened leaves a ticket');
		this.#state.tickets.set(subject, after);
		this.#state.effects.push(id);
		const changes = ticketChanges(before, after);
		this.write(changes);
		const scopes = changes.map(({ scope }) => scope);
		return { outcome: { seq, status: 'applied', number: after.number, heads: {} }, scopes };
	}

	#tell(seq: number, answer: Answer | 'retry'): Outcome {
		if (answer === 'retry') return { seq, status: 'retry' };
		const { outcome, scopes } = answer;
		if (outcome.status !== 'applied') return { ...outcome, seq };
		const heads = scopes.map((scope) => [scope, this.#state.scopes.of(scope).version] as const);
		return { ...outcome, seq, heads: Object.fromEntries(heads) };
	}
}
