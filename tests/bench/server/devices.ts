/** Devices in this process that listen and pull like real ones, without HTTP and without a disk. */
import type { Actor } from '#lib/domain/org/roles.ts';
import { pull } from '#lib/server/sync/pull.ts';
import { ownerKeyOf } from '#lib/sync/owner.ts';
import { PROTOCOL_VERSION, type Cursor } from '#lib/sync/protocol.ts';
import { scopesOf, type Scope } from '#lib/sync/scope.ts';
import type { Node } from './node.ts';

/** One device; many of them share nothing but the node. */
export class Device {
	pulls = 0;
	cursors: readonly Cursor[] = [];
	readonly #node: Node;
	readonly #actor: Actor;

	constructor(node: Node, actor: Actor) {
		this.#node = node;
		this.#actor = actor;
	}

	versionOf(scope: Scope): number {
		return this.cursors.find((cursor) => cursor.scope === scope)?.version ?? 0;
	}

	async pull(): Promise<void> {
		this.pulls += 1;
		let cursors = this.cursors;
		for (;;) {
			const page = await pull(this.#node.services, this.#actor, {
				protocol: PROTOCOL_VERSION,
				owner: ownerKeyOf(this.#actor),
				cursors: [...cursors]
			});
			const { heads, more } = page;
			cursors = heads.map(({ scope, version, sum }) => ({
				scope,
				version,
				sum: more ? null : sum
			}));
			if (!more) break;
		}
		this.cursors = cursors;
	}

	/** Pulls whenever it is woken by a version it has not. */
	async follow(signal: AbortSignal): Promise<void> {
		for await (const wake of this.#node.services.hub.wakes(scopesOf(this.#actor), signal)) {
			const isNews = Object.entries(wake).some(
				([scope, version]) => this.versionOf(scope as Scope) < version
			);
			if (isNews) await this.pull();
		}
	}
}
