/**
 * The composition root of a tab: who this device works for, and the workspace that goes with it.
 */
import type { Actor } from '#lib/domain/org/roles.ts';
import { OutboxDatabase } from '../db/outbox-database.ts';
import { deleteRows } from '../db/row-database.ts';
import { forgetParsed } from '../db/rows.ts';
import { failureOf } from '../net/transport.ts';
import { createApi, type Api } from '../net/trpc.ts';
import { startSync } from '../sync/start.ts';
import type { Update } from '../worker/register.ts';
import { ANYBODY, rememberedIdentity, rememberIdentity, type Identity } from './identity.ts';
import { Workspace } from './workspace.svelte.ts';

/** Why signing in or pairing did not work, for the message at the form. */
export type Obstacle = 'wrong' | 'tooMany' | 'offline' | 'fault';

class App {
	readonly api: Api = createApi();
	/** Null until this device remembered whom it works for. */
	workspace = $state.raw<Workspace | null>(null);
	/** The session ended on the server; what is written goes on being kept, and is sent after signing in. */
	signInNeeded = $state(false);
	/** A new build that waits to be taken in. */
	update = $state.raw<Update | null>(null);
	#db: OutboxDatabase | null = null;
	#stop: AbortController | null = null;
	#started: Promise<Workspace> | null = null;

	/** Opens what this device has, first without the network; then asks the server who it is. */
	start(): Promise<Workspace> {
		this.#started ??= this.#begin();
		return this.#started;
	}

	async #begin(): Promise<Workspace> {
		const db = new OutboxDatabase();
		this.#db = db;
		const workspace = this.#open(db, await rememberedIdentity(db));
		void this.refreshIdentity();
		addEventListener('online', () => void this.refreshIdentity());
		return workspace;
	}

	/** Asks the server who is signed in here. Without an answer everything stays as it was. */
	async refreshIdentity(): Promise<void> {
		try {
			const told = await this.api.account.me.query();
			const before = this.workspace?.identity ?? ANYBODY;
			this.signInNeeded = before.actor.type === 'staff' && told.actor.type !== 'staff';
			// An expired session costs nothing: the person stays, until they sign out or somebody signs in.
			if (!this.signInNeeded) await this.#become(told);
		} catch (fault) {
			if (failureOf(fault).type === 'revoked') await this.wipe();
		}
	}

	/** @returns null when it worked */
	async signIn(login: string, password: string): Promise<Obstacle | null> {
		return this.#attempt(async () => {
			await this.api.account.signIn.mutate({ login, password });
			await this.refreshIdentity();
		});
	}

	/** @returns null when it worked */
	async pair(code: string): Promise<Obstacle | null> {
		return this.#attempt(async () => {
			await this.api.device.pair.mutate({ code });
			await this.refreshIdentity();
		});
	}

	/**
	 * Ends the session here, offline too: the rows go, what was not sent stays under its owner's name
	 * and waits for their return.
	 */
	async signOut(): Promise<void> {
		const left = this.workspace;
		if (!left) return;
		const device = left.identity.device;
		const actor: Actor =
			device?.class === 'kiosk'
				? { type: 'device', id: device.id, class: device.class, placeId: device.placeId }
				: ANYBODY.actor;
		await this.api.account.signOut.mutate().catch(() => undefined);
		this.signInNeeded = false;
		await this.#become({ actor, device });
		await deleteRows(left.owner);
	}

	/** The server took this device's rights away: everything on it goes. */
	async wipe(): Promise<void> {
		const owner = this.workspace?.owner;
		this.#close();
		if (owner) await deleteRows(owner);
		await this.#db?.delete();
		location.reload();
	}

	async #attempt(act: () => Promise<void>): Promise<Obstacle | null> {
		try {
			await act();
			return null;
		} catch (fault) {
			const failure = failureOf(fault);
			if (failure.type === 'unreachable') return 'offline';
			if (failure.type === 'busy') return 'tooMany';
			return failure.type === 'fault' || failure.type === 'signInNeeded' ? 'wrong' : 'fault';
		}
	}

	async #become(identity: Identity): Promise<void> {
		const db = this.#db;
		if (!db) return;
		const same = JSON.stringify(identity) === JSON.stringify(this.workspace?.identity);
		if (same) return;
		await rememberIdentity(db, identity);
		this.#close();
		this.#open(db, identity);
	}

	#open(db: OutboxDatabase, identity: Identity): Workspace {
		const workspace = new Workspace(db, identity);
		const stop = new AbortController();
		this.#stop = stop;
		this.workspace = workspace;
		startSync(workspace, {
			api: this.api,
			signal: stop.signal,
			onFailure: ({ type }) => {
				if (type === 'signInNeeded') this.signInNeeded = identity.actor.type === 'staff';
				if (type === 'revoked') void this.wipe();
			}
		});
		return workspace;
	}

	#close(): void {
		this.#stop?.abort();
		this.workspace?.close();
		forgetParsed();
	}
}

export const app = new App();
