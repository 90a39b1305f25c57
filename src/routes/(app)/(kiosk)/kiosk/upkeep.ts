import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import type { StoredEntry } from '#lib/client/db/outbox-database.ts';

/** Looks after what residents wrote when they have gone: nobody comes back to a kiosk. */
export class Upkeep {
	readonly #workspace: Workspace;

	constructor(workspace: Workspace) {
		this.#workspace = workspace;
	}

	/** What has arrived and is known to have arrived goes from the disk. */
	tidy(): void {
		this.#workspace.outbox.prune(new Date().toISOString()).catch((fault: unknown) => {
			console.error('Upkeep', fault);
		});
	}

	/** What the server could not take in lies there, whole, for an administrator; here it has no reader. */
	drop(entries: readonly StoredEntry[]): void {
		for (const { id, outcome } of entries)
			if (outcome?.status === 'quarantined')
				this.#workspace.drop(id).catch((fault: unknown) => {
					console.error('Upkeep', fault);
				});
	}
}
