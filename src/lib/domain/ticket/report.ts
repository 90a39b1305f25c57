/** § 9(4): the unit's report that a ticket is carried out, with the proof that its category demands. */
import type { Arguments } from './arguments.ts';
import type { Context } from './context.ts';
import type { Outcome } from './outcomes.ts';
import type { Refusal } from './refusals.ts';
import type { Shown, Ticket } from './ticket.ts';
import type { Manner } from './vocabulary.ts';

/** What is demanded by the manner: where nothing was done, there is nothing to show. */
export const DEMANDED: Readonly<Record<Manner, { photo: boolean; checklist: boolean }>> = {
	carriedOut: { photo: true, checklist: true },
	// Made safe for now: the list speaks of work that is yet to come.
	secured: { photo: true, checklist: false },
	nothingFound: { photo: false, checklist: false },
	notPossible: { photo: false, checklist: false }
};

export function reportDone(
	{ manner, text, proof }: Arguments<'ticket.reportDone'>,
	_context: Context,
	ticket: Ticket
): Outcome {
	const shown = proof ? { proof } : {};
	// Of two crews without a network both did something: what the second one says is kept as it is.
	if (ticket.status !== 'inProgress') return { type: 'reportedLate', manner, text, ...shown };
	return refuseUnproven(manner, proof, ticket) ?? { type: 'doneReported', manner, text, ...shown };
}

/**
 * What is still to be shown before a report of this manner can go.
 * @param proof null is a report written down before anything was demanded: it counts without
 */
export function refuseUnproven(
	manner: Manner,
	proof: Shown | null | undefined,
	ticket: Ticket
): Refusal | null {
	if (proof === null) return null;
	const { photos = [], checked = [] } = proof ?? {};
	const { photo = false, checklist = [] } = ticket.proof ?? {};
	if (checked.some((item) => !checklist.includes(item)))
		return { code: 'invalidArguments', field: 'proof.checked' };
	if (DEMANDED[manner].checklist && checklist.some((item) => !checked.includes(item)))
		return { code: 'checklistOpen', field: 'proof.checked' };
	if (DEMANDED[manner].photo && photo && photos.length === 0)
		return { code: 'photoRequired', field: 'proof.photos' };
	return null;
}

/**
 * SHA-256 of the photographs that belong to the report of what is under way: those that staff took since
 * the ticket was taken on, whether their bytes have arrived or wait on the device.
 */
export function photosForReport({ timeline }: Ticket): readonly string[] {
	const since = timeline.findLastIndex(({ type }) => type === 'takenOn');
	return timeline
		.slice(since + 1)
		.flatMap((entry) =>
			entry.type === 'photoAttached' && entry.by.type === 'staff' ? [entry.photo.sha256] : []
		);
}
