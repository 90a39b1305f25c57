import type { StoredEntry } from '#lib/client/db/outbox-database.ts';
import { Live } from '#lib/client/state/live.svelte.ts';
import type { Workspace } from '#lib/client/state/workspace.svelte.ts';
import { outcomeSentence } from '../words.ts';

/** How far a ticket has come on its way from this device to the centre. */
export type Delivery =
	| { readonly state: 'kept' }
	| { readonly state: 'sent'; readonly number: string | null }
	| { readonly state: 'refused'; readonly reason: string };

/**
 * The registration of a ticket as the outbox has it, kept true. Undefined until it was looked for; null
 * once it is gone: it leaves with its outcome, and stays where it was refused.
 */
export const registrationOf = ({ db, owner }: Workspace, ticketId: string) =>
	new Live<StoredEntry | null | undefined>(async () => {
		const entries = await db.commands
			.where('[owner+subject]')
			.equals([owner, ticketId])
			.sortBy('seq');
		// One that was refused and offered anew stands before its successor.
		return entries.at(-1) ?? null;
	}, undefined);

export function deliveryOf(entry: StoredEntry | null | undefined): Delivery {
	if (entry === null) return { state: 'sent', number: null };
	const outcome = entry?.outcome ?? null;
	if (outcome === null) return { state: 'kept' };
	return outcome.status === 'applied'
		? { state: 'sent', number: outcome.number }
		: { state: 'refused', reason: outcomeSentence(outcome) ?? '' };
}
