import { SvelteMap } from 'svelte/reactivity';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import { photoAddress, type PhotoAddress } from './photos.ts';

/** Addresses of the photographs a screen shows, looked up once each and given back when it closes. */
export class PhotoAddresses {
	readonly #workspace: Workspace;
	readonly #found = new SvelteMap<string, PhotoAddress>();
	readonly #asked = new Set<string>();

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	/** Undefined until it was looked up. */
	of(ticketId: string, sha256: string): PhotoAddress | undefined {
		if (!this.#asked.has(sha256)) {
			this.#asked.add(sha256);
			void photoAddress(this.#workspace, ticketId, sha256).then((address) =>
				this.#found.set(sha256, address)
			);
		}
		return this.#found.get(sha256);
	}

	revoke(): void {
		for (const { url } of this.#found.values())
			if (url.startsWith('blob:')) URL.revokeObjectURL(url);
		this.#found.clear();
		this.#asked.clear();
	}
}
