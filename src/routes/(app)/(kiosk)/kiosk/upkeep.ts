import { isRefused, type Workspace } from '#lib/client/state/workspace.svelte.ts';
import type { StoredEntry } from '#lib/client/db/outbox-database.ts';

/** What a ticket may lose without losing its meaning: a consultant finds the article or category anew. */
const NOT_NEEDED = ['articleId', 'categoryId'];

/** Looks after what residents wrote when they have gone: nobody comes back to a kiosk to mend it. */
export class Upkeep {
	readonly #workspace: Workspace;
	readonly #mended = new Set<string>();

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

	/** A ticket that named what the city has given up meanwhile is offered again without it. */
	mend(entries: readonly StoredEntry[]): void {
		for (const entry of entries.filter(isRefused)) {
			const field = refusedFieldOf(entry);
			if (field === null || this.#mended.has(entry.id)) continue;
			this.#mended.add(entry.id);
			this.#workspace.offerAgain([entry], { [field]: null }).catch((fault: unknown) => {
				console.error('Upkeep', fault);
			});
		}
	}
}

function refusedFieldOf({ command, outcome }: StoredEntry): string | null {
	if (command.name !== 'ticket.register' || outcome?.status !== 'rejected') return null;
	const { field } = outcome.refusal;
	return field !== undefined && NOT_NEEDED.includes(field) ? field : null;
}
