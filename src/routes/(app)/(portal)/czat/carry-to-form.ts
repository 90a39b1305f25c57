import type { Drafts } from '#lib/client/state/drafts.ts';

/** The draft of the form of the portal. */
const FORM = 'web';

/** What was typed in the chat is there again in the form, after what may be written there already. */
export async function carryToForm(drafts: Drafts, text: string): Promise<void> {
	if (text.trim() === '') return;
	const kept = await drafts.load(FORM);
	const values = typeof kept === 'object' && kept !== null ? kept : {};
	const before =
		'description' in values && typeof values.description === 'string' ? values.description : '';
	const description = [before, text.trim()].filter((one) => one !== '').join('\n\n');
	await drafts.save(FORM, { ...values, declaredKind: 'query', description });
}
