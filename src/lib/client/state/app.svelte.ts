/**
 * The composition root of a tab: who this device works for, and the workspace that goes with it. Who
 * that is lies on the device, so all its tabs change together; the server is asked when it can be.
 */
import { liveQuery } from 'dexie';
import type { TransportFailure } from '#lib/sync/ports.ts';
import { againIfClosed } from '../db/closed.ts';
import { letGoWhileFrozen } from '../db/frozen.ts';
import { OutboxDatabase } from '../db/outbox-database.ts';
import { deleteRowsOfOthers } from '../db/row-database.ts';
import { forgetParsed } from '../db/rows.ts';
import { failureOf } from '../net/transport.ts';
import type { Api } from '../net/trpc.ts';
import { lookForUpdate, type Update } from '../worker/register.ts';
import {
	ANYBODY,
	isSignOutUntold,
	rememberDevice,
	rememberSignIn,
	rememberSignOut,
	rememberTold,
	signOutWasTold,
	whoWorksHere,
	type Handover,
	type Identity
} from './identity.ts';
import { Workspace } from './workspace.svelte.ts';

/** Why signing in or pairing did not work, for the message at the form. */
export type Obstacle = 'wrong' | 'tooMany' | 'offline' | 'revoked' | 'fault';

/** Somebody waits at the screen; what takes longer is tried again later. */
const PATIENCE_MS = 15_000;

class App {
	/** Null until this device remembered whom it works for. */
	workspace = $state.raw<Workspace | null>(null);
	/** The session ended on the server; what is written goes on being kept, and is sent after signing in. */
	signInNeeded = $state(false);
	/** A new build that waits to be taken in. */
	update = $state.raw<Update | null>(null);
	readonly #db = new OutboxDatabase();
	#api: Promise<Api> | null = null;
	#stop: AbortController | null = null;
	#started: Promise<Workspace> | null = null;
	/** The last of which this tab knows. */
	#handover: Handover = { identity: ANYBODY, count: 0 };
	#telling: AbortController | null = null;
	#wiping: Promise<void> | null = null;

	/** What talks to the server; fetched when first asked for, as no first screen waits for it. */
	api(): Promise<Api> {
		this.#api ??= import('../net/trpc.ts').then(
			({ createApi }) => createApi(),
			(fault: unknown) => {
				this.#api = null;
				throw fault;
			}
		);
		return this.#api;
	}

	/** Opens what this device has, first without the network; then asks the server who it is. */
	start(): Promise<Workspace> {
		this.#started ??= this.#begin();
		return this.#started;
	}

	async #begin(): Promise<Workspace> {
		letGoWhileFrozen();
		this.#handover = await againIfClosed(this.#db, () => whoWorksHere(this.#db));
		const workspace = new Workspace(this.#db, this.#handover.identity);
		// Before anything is shown: the device may have been away since before it was over.
		await workspace.endTimes().catch((fault: unknown) => {
			console.error('What is over', fault);
		});
		this.#open(workspace);
		// Signing in or out in one tab is that in all of them.
		liveQuery(() => whoWorksHere(this.#db)).subscribe({
			next: (handover) => {
				this.#follow(handover);
			},
			error: (fault: unknown) => {
				console.error('Who works here', fault);
			}
		});
		deleteRowsOfOthers(workspace.owner).catch(reportDeleting);
		void this.refreshIdentity();
		addEventListener('online', () => void this.refreshIdentity());
		return workspace;
	}

	/** Asks the server who is signed in here. Without an answer everything stays as it was. */
	async refreshIdentity(): Promise<void> {
		try {
			const asked = await whoWorksHere(this.#db);
			if (await isSignOutUntold(this.#db)) await this.#tellSignOut(asked);
			const api = await this.api();
			const signal = AbortSignal.timeout(PATIENCE_MS);
			const told = await api.account.me.query(undefined, { signal });
			// An expired session costs nothing: the person stays, until they sign out or somebody signs in.
			if (asked.identity.actor.type === 'staff' && told.actor.type !== 'staff') {
				this.signInNeeded = this.#handover.count === asked.count;
				return;
			}
			const handover = await rememberTold(this.#db, told, asked);
			if (!handover) return;
			this.#follow(handover);
			this.signInNeeded = false;
		} catch (fault) {
			if (failureOf(fault).type === 'revoked') await this.#wipe();
		}
	}

	/** @returns null when it worked */
	async signIn(login: string, password: string): Promise<Obstacle | null> {
		return this.#attempt(async (signal) => {
			const api = await this.api();
			const told = await api.account.signIn.mutate({ login, password }, { signal });
			this.#follow(await rememberSignIn(this.#db, told));
		});
	}

	/** @returns null when it worked */
	async pair(code: string): Promise<Obstacle | null> {
		return this.#attempt(async (signal) => {
			const api = await this.api();
			const device = await api.device.pair.mutate({ code }, { signal });
			this.#follow(await rememberDevice(this.#db, device));
		});
	}

	/**
	 * Ends the session here, offline too: the rows go, what was not sent stays under its owner's name
	 * and waits for their return. The server is told when it can be; nobody waits for that.
	 */
	async signOut(): Promise<void> {
		const handover = await rememberSignOut(this.#db);
		this.#follow(handover);
		this.#tellSignOut(handover).catch(() => undefined);
	}

	async #tellSignOut(handover: Handover): Promise<void> {
		this.#telling = new AbortController();
		const signal = AbortSignal.any([this.#telling.signal, AbortSignal.timeout(PATIENCE_MS)]);
		const api = await this.api();
		await api.account.signOut.mutate(undefined, { signal });
		await signOutWasTold(this.#db, handover);
	}

	/** The server took this device's rights away: everything on it goes. */
	#wipe(): Promise<void> {
		// Several hear of it at once, and the second would ask what the first is deleting.
		this.#wiping ??= this.#deleteEverything()
			.catch(reportDeleting)
			.finally(() => {
				this.#wiping = null;
			});
		return this.#wiping;
	}

	async #deleteEverything(): Promise<void> {
		const { commands, drafts, meta } = this.#db;
		const held = await Promise.all([commands.count(), drafts.count(), meta.get('identity')]);
		if (held.every((one) => !one)) return;
		this.#close();
		await deleteRowsOfOthers(null);
		await this.#db.delete();
		location.reload();
	}

	async #attempt(act: (signal: AbortSignal) => Promise<void>): Promise<Obstacle | null> {
		// A sign-out that is still on its way would take the next person's session along.
		this.#telling?.abort();
		try {
			await act(AbortSignal.timeout(PATIENCE_MS));
			return null;
		} catch (fault) {
			console.warn('Signing in or pairing', fault);
			return obstacleOf(failureOf(fault));
		}
	}

	/** A handover that is not newer was followed already: what is told of it twice changes nothing. */
	#follow(handover: Handover): void {
		if (handover.count <= this.#handover.count) return;
		const before = this.workspace;
		this.#handover = handover;
		this.signInNeeded = false;
		// Also for the same person: the sync waits for this very moment, perhaps for minutes yet.
		const after = this.#reopen(handover.identity);
		// Whoever worked here before takes their rows along; what they did not send waits for them.
		if (before && before.owner !== after.owner)
			deleteRowsOfOthers(after.owner).catch(reportDeleting);
	}

	#reopen(identity: Identity): Workspace {
		this.#close();
		return this.#open(new Workspace(this.#db, identity));
	}

	#open(workspace: Workspace): Workspace {
		const stop = new AbortController();
		this.#stop = stop;
		this.workspace = workspace;
		void this.#sync(workspace, stop.signal);
		return workspace;
	}

	/** What a screen shows lies on the device: what makes the rest come is fetched beside it. */
	async #sync(workspace: Workspace, signal: AbortSignal): Promise<void> {
		try {
			const [{ startSync }, api] = await Promise.all([import('../sync/start.ts'), this.api()]);
			const onFailure = ({ type }: TransportFailure) => {
				if (type === 'signInNeeded') this.signInNeeded = workspace.identity.actor.type === 'staff';
				if (type === 'otherOwner') void this.refreshIdentity();
				if (type === 'revoked') void this.#wipe();
				if (type === 'updateNeeded') lookForUpdate();
			};
			if (!signal.aborted) startSync(workspace, { api, signal, onFailure });
		} catch (fault) {
			// Only where the worker does not hold the build yet and the network went away meanwhile.
			console.error('Fetching the sync', fault);
			setTimeout(() => void this.#sync(workspace, signal), PATIENCE_MS);
		}
	}

	#close(): void {
		this.#stop?.abort();
		this.workspace?.close();
		forgetParsed();
	}
}

/** What is left is tried again at the next start. */
function reportDeleting(fault: unknown): void {
	console.error('Deleting', fault);
}

/** The server's reasons that a person can mend by typing it right. */
const MISTYPED: readonly string[] = ['wrongCredentials', 'invalidCode', 'invalid'];

function obstacleOf(failure: TransportFailure): Obstacle {
	if (failure.type === 'unreachable') return 'offline';
	if (failure.type === 'busy') return 'tooMany';
	if (failure.type === 'revoked') return 'revoked';
	return failure.type === 'fault' && MISTYPED.includes(failure.message) ? 'wrong' : 'fault';
}

export const app = new App();
