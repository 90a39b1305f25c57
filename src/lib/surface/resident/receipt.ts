import type { Kind } from '#lib/domain/ticket/vocabulary.ts';
import type { Receipt } from '../intake-form.svelte.ts';
import type { Intake } from './intake.svelte.ts';

/** What the resident is given, and what it says of how it goes on. */
export type GivenReceipt = Receipt & { readonly kind: Kind; readonly contact: boolean };

/** @returns null when a field is not right or the device could not keep it; nothing is lost then */
export async function handIn(intake: Intake): Promise<GivenReceipt | null> {
	const { kind = 'intervention', values } = intake;
	const contact = [values.name, values.phone, values.email].some((text) => text.trim() !== '');
	const receipt = await intake.submit();
	return receipt && { ...receipt, kind, contact };
}
