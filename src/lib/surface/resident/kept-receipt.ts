import * as v from 'valibot';
import { KINDS } from '#lib/domain/ticket/vocabulary.ts';
import type { GivenReceipt } from './receipt.ts';

const KEY = 'lckm-receipt';

const schema = v.object({
	code: v.string(),
	ticketId: v.string(),
	kind: v.picklist(KINDS),
	contact: v.boolean()
});

/** The receipt outlives a reload, and not the tab: whoever uses the computer next does not find the code. */
export const keptReceipt = {
	keep(receipt: GivenReceipt): void {
		sessionStorage.setItem(KEY, JSON.stringify(receipt));
	},
	read(): GivenReceipt | null {
		try {
			const parsed = v.safeParse(schema, JSON.parse(sessionStorage.getItem(KEY) ?? 'null'));
			return parsed.success ? parsed.output : null;
		} catch {
			return null;
		}
	}
};
