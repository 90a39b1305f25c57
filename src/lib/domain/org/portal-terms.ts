/** The portal's terms (regulamin), R4.2: versions that the Pełnomocnik approves, and which one was in force. */
import * as v from 'valibot';

/** In characters: some thirty printed pages. */
export const LONGEST_TERMS = 60_000;

export const termsTextSchema = v.pipe(
	v.string('required'),
	v.trim(),
	v.nonEmpty('required'),
	v.maxLength(LONGEST_TERMS, 'tooLong')
);

export type TermsApproval = {
	/** Counted from one. */
	readonly version: number;
	/** ISO 8601 UTC; published and in force from then on. */
	readonly approvedAt: string;
	/** The name of the Pełnomocnik, as it was then. */
	readonly approvedBy: string;
};
export type TermsVersion = TermsApproval & { readonly text: string };

/**
 * The version in force at an instant: what is approved replaces what was approved before.
 * @param at ISO 8601 UTC
 * @returns null before the first one
 */
export function termsInForce(
	approvals: readonly Pick<TermsApproval, 'version' | 'approvedAt'>[],
	at: string
): number | null {
	const asked = Date.parse(at);
	const approved = approvals.filter(({ approvedAt }) => Date.parse(approvedAt) <= asked);
	return approved.length === 0 ? null : Math.max(...approved.map(({ version }) => version));
}
