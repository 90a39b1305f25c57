import type { StoredEntry } from '#lib/client/db/outbox-database.ts';
import { Live } from '#lib/client/state/live.svelte.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import { outcomeSentence } from '#lib/surface/words.ts';

/** How far a ticket has come on its way from this device to the centre. */
export type Delivery =
	| { readonly state: 'kept' }
	| { readonly state: 'sent'; readonly number: string | null }
	| { readonly state: 'refused'; readonly reason: string };

/** The registration of a ticket as the outbox has it, kept true. */
export const registrationOf = ({ db, owner }: Workspace, ticketId: string) =>
	new Live<StoredEntry | null>(async () => {
		const entries = await db.commands
			.where('[owner+subject]')
			.equals([owner, ticketId])
			.sortBy('seq');
		// One that was refused and offered anew stands before its successor.
		return entries.at(-1) ?? null;
	}, null);

export function deliveryOf(entry: StoredEntry | null): Delivery {
	const outcome = entry?.outcome ?? null;
	if (outcome === null) return { state: 'kept' };
	return outcome.status === 'applied'
		? { state: 'sent', number: outcome.number }
		: { state: 'refused', reason: outcomeSentence(outcome) ?? '' };
}
